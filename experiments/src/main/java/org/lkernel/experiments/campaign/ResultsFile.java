package org.lkernel.experiments.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;

/// The database of a campaign, whatever it keeps there: sound, in WAL mode, and of that campaign alone. Its table
/// `campaign` has one line, which says all that decides what the results are.
public final class ResultsFile {
    private ResultsFile() {}

    /// Opens the database of a campaign, or begins it. Every statement is kept as it is made.
    ///
    /// @param file or null for one that is kept nowhere
    /// @param tables what makes those there are not yet
    /// @param description of the campaign
    /// @param another what to say of a file with another description
    /// @throws Mistake if the file is of another campaign, or is no database
    public static Connection open(@Nullable Path file, List<String> tables, String description, String another)
            throws Mistake {
        boolean there = file != null && Files.exists(file);
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + (file == null ? ":memory:" : file));
            if (begun(connection, there, tables, description)) {
                return connection;
            }
            throw new Mistake(file + " " + another);
        } catch (SQLException unfit) {
            throw new Mistake(file + " is no database of results: " + unfit.getMessage());
        }
    }

    /// Whether the database is that of the campaign, or is now; a connection to another one is closed.
    private static boolean begun(Connection connection, boolean there, List<String> tables, String description)
            throws SQLException {
        boolean ours = false;
        try {
            if (there) {
                check(connection);
                requireOurs(connection);
            }
            prepare(connection, tables);
            String before = description(connection);
            if (before == null) {
                describe(connection, description);
            }
            ours = before == null || before.equals(description);
            return ours;
        } finally {
            if (!ours) {
                connection.close();
            }
        }
    }

    /// What campaign a file is of.
    ///
    /// @throws Mistake if it is of none
    public static String description(Path file) throws Mistake {
        if (!Files.exists(file)) {
            throw new Mistake("there is no " + file);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            check(connection);
            String description = description(connection);
            if (description == null) {
                throw new Mistake(file + " has no results");
            }
            return description;
        } catch (SQLException unfit) {
            throw new Mistake(file + " is no database of results: " + unfit.getMessage());
        }
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!answer.next() || !answer.getString(1).equals("ok")) {
                throw new SQLException("it is damaged");
            }
        }
    }

    /// What has other tables, and none of a campaign's, is somebody else's.
    private static void requireOurs(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(
                        "SELECT count(*), count(CASE name WHEN 'campaign' THEN 1 END) FROM sqlite_schema")) {
            if (answer.next() && answer.getInt(1) > 0 && answer.getInt(2) == 0) {
                throw new SQLException("it holds something else");
            }
        }
    }

    private static void prepare(Connection connection, List<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=NORMAL");
            statement.execute("CREATE TABLE IF NOT EXISTS campaign (description TEXT NOT NULL)");
            for (String table : tables) {
                statement.execute(table);
            }
        }
    }

    private static @Nullable String description(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT description FROM campaign")) {
            return answer.next() ? answer.getString(1) : null;
        }
    }

    private static void describe(Connection connection, String description) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO campaign VALUES (?)")) {
            statement.setString(1, description);
            statement.executeUpdate();
        }
    }
}
