package org.lkernel.experiments.inject;

import java.nio.file.Path;
import java.sql.Connection;
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
import org.lkernel.experiments.campaign.ResultsFile;

/// The results of a campaign of faults in a database, or in memory. Each is kept when it is known, so whatever kills
/// the campaign, none is lost and none is counted twice.
///
/// ```
/// campaign  the resolved plan, JSON
/// cases     number, id of the fault in the plan, fault (as --fault takes it), outcome, exit status, detail, how often
///           it struck, messages, instructions, digest
/// ```
public final class CaseTable implements AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS cases (number INTEGER PRIMARY KEY, id TEXT NOT NULL, fault TEXT NOT NULL,"
                    + " outcome TEXT NOT NULL, status INTEGER NOT NULL, detail TEXT NOT NULL,"
                    + " struck INTEGER NOT NULL, messages INTEGER NOT NULL, instructions INTEGER NOT NULL,"
                    + " digest TEXT NOT NULL)");

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
