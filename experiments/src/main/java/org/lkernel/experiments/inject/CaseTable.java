package org.lkernel.experiments.inject;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsException;

/// The results of a campaign of faults in a database, or in memory. Each is kept when it is known, so whatever kills
/// the campaign, none is lost and none is counted twice.
///
/// ```
/// plan   the resolved plan, JSON
/// cases  number, id of the fault in the plan, fault (as --fault takes it), outcome, exit status, detail, how often it
///        struck, messages, instructions, digest
/// ```
public final class CaseTable implements AutoCloseable {
    private final String name;
    private final Connection connection;

    private CaseTable(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /// @param file or null for results that are kept nowhere
    /// @param plan resolved, as JSON
    /// @throws Mistake if the file is of another campaign, or is no database
    public static CaseTable open(@Nullable Path file, String plan) throws Mistake {
        String name = file == null ? "results" : file.toString();
        try {
            boolean there = file != null && Files.exists(file);
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + (file == null ? ":memory:" : file));
            CaseTable table = new CaseTable(name, connection);
            if (there) {
                table.check();
            }
            table.prepare();
            String before = table.plan();
            if (before == null) {
                table.keep(plan);
            } else if (!before.equals(plan)) {
                connection.close();
                throw new Mistake(name + " has the results of another plan, or of another base: choose another --out");
            }
            return table;
        } catch (SQLException unfit) {
            throw new Mistake(name + " is no database of results: " + unfit.getMessage());
        }
    }

    /// The resolved plan whose results a file has.
    public static String planOf(Path file) throws Mistake {
        if (!Files.exists(file)) {
            throw new Mistake("there is no " + file);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            CaseTable table = new CaseTable(file.toString(), connection);
            table.check();
            String plan = table.plan();
            if (plan == null) {
                throw new Mistake(file + " has no results of faults");
            }
            return plan;
        } catch (SQLException unfit) {
            throw new Mistake(file + " is no database of results: " + unfit.getMessage());
        }
    }

    private void check() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!answer.next() || !answer.getString(1).equals("ok")) {
                throw new SQLException("it is damaged");
            }
        }
    }

    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode=WAL");
            statement.execute("PRAGMA synchronous=NORMAL");
            statement.execute("CREATE TABLE IF NOT EXISTS plan (json TEXT NOT NULL)");
            statement.execute("CREATE TABLE IF NOT EXISTS cases (number INTEGER PRIMARY KEY, id TEXT NOT NULL,"
                    + " fault TEXT NOT NULL, outcome TEXT NOT NULL, status INTEGER NOT NULL, detail TEXT NOT NULL,"
                    + " struck INTEGER NOT NULL, messages INTEGER NOT NULL, instructions INTEGER NOT NULL,"
                    + " digest TEXT NOT NULL)");
        }
    }

    private @Nullable String plan() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT json FROM plan")) {
            return answer.next() ? answer.getString(1) : null;
        }
    }

    private void keep(String plan) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO plan VALUES (?)")) {
            statement.setString(1, plan);
            statement.executeUpdate();
        }
    }

    /// The cases that have a result.
    public Collection<Integer> numbers() throws ResultsException {
        TreeSet<Integer> numbers = new TreeSet<>();
        all().forEach(result -> numbers.add(result.number()));
        return numbers;
    }

    public void add(CaseResult result) throws ResultsException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setInt(1, result.number());
            statement.setString(2, result.id());
            statement.setString(3, result.fault());
            statement.setString(4, result.outcome().toString());
            statement.setInt(5, result.status());
            statement.setString(6, result.detail());
            statement.setInt(7, result.struck());
            statement.setLong(8, result.steps());
            statement.setLong(9, result.retired());
            statement.setString(10, result.digest());
            statement.executeUpdate();
        } catch (SQLException cause) {
            throw failed(cause);
        }
    }

    /// In the order of numbers.
    public List<CaseResult> all() throws ResultsException {
        List<CaseResult> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM cases ORDER BY number")) {
            while (row.next()) {
                all.add(new CaseResult(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        OutcomeClass.valueOf(row.getString(4).toUpperCase(java.util.Locale.ROOT)),
                        row.getInt(5),
                        row.getString(6),
                        row.getInt(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getString(10)));
            }
        } catch (SQLException cause) {
            throw failed(cause);
        }
        return all;
    }

    private ResultsException failed(SQLException cause) {
        return new ResultsException(name + ": " + cause.getMessage(), cause);
    }

    @Override
    public void close() throws ResultsException {
        try {
            connection.close();
        } catch (SQLException cause) {
            throw failed(cause);
        }
    }
}
