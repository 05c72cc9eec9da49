package org.lkernel.experiments.inject;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.campaign.ResultsException;
import org.lkernel.experiments.campaign.ResultsFile;

/// The results of a campaign of faults in a database, or in memory. Each is kept when it is known, so whatever kills
/// the campaign, none is lost and none is counted twice.
///
/// ```
/// campaign  the resolved plan, JSON, with the build that made it
/// cases     number, id of the fault in the plan, fault (as --fault takes it), outcome, signature, exit status, detail,
///           what it spread to, how often it struck, messages, instructions, digest
/// smallest  signature, number of the case it was made of, the faults that are left, how many runs that took
/// ```
public final class CaseTable implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS cases (number INTEGER PRIMARY KEY, id TEXT NOT NULL, fault TEXT NOT NULL,"
                    + " outcome TEXT NOT NULL, signature TEXT NOT NULL, status INTEGER NOT NULL,"
                    + " detail TEXT NOT NULL, spread TEXT NOT NULL, struck INTEGER NOT NULL, messages INTEGER NOT NULL, instructions INTEGER NOT NULL,"
                    + " digest TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS smallest (signature TEXT PRIMARY KEY, number INTEGER NOT NULL,"
                    + " faults TEXT NOT NULL, trials INTEGER NOT NULL)");

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
        Connection connection = ResultsFile.open(
                file, TABLES, plan, "has the results of another plan, or of another base: choose another --out");
        return new CaseTable(file == null ? "results" : file.toString(), connection);
    }

    public void add(CaseResult result) throws ResultsException {
        insert(
                "INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                result.number(),
                result.id(),
                result.fault(),
                result.outcome().toString(),
                result.signature(),
                result.status(),
                result.detail(),
                result.spread(),
                result.struck(),
                result.steps(),
                result.retired(),
                result.digest());
    }

    /// The least that fails as a group does.
    public void add(Smallest least) throws ResultsException {
        insert(
                "INSERT INTO smallest VALUES (?, ?, ?, ?)",
                least.signature(),
                least.number(),
                least.faults(),
                least.trials());
    }

    private void insert(String into, Object... values) throws ResultsException {
        try (PreparedStatement statement = connection.prepareStatement(into)) {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.executeUpdate();
        } catch (SQLException cause) {
            throw failed(cause);
        }
    }

    /// In the order of numbers.
    public List<CaseResult> all() throws ResultsException {
        return rows("SELECT * FROM cases ORDER BY number", CaseTable::result);
    }

    /// In the order of the cases they were made of.
    public List<Smallest> smallest() throws ResultsException {
        return rows(
                "SELECT * FROM smallest ORDER BY number",
                row -> new Smallest(row.getString(1), row.getInt(2), row.getString(3), row.getInt(4)));
    }

    /// Makes a value of a row.
    @FunctionalInterface
    private interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String question, Reading<T> reading) throws ResultsException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            while (row.next()) {
                rows.add(reading.of(row));
            }
        } catch (SQLException cause) {
            throw failed(cause);
        }
        return rows;
    }

    private static CaseResult result(ResultSet row) throws SQLException {
        return new CaseResult(
                row.getInt(1),
                row.getString(2),
                row.getString(3),
                OutcomeClass.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                row.getLong(10),
                row.getLong(11),
                row.getString(12));
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
