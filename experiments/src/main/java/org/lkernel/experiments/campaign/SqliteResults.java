package org.lkernel.experiments.campaign;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.oracle.Failure;
import org.lkernel.experiments.schedule.Words;

/// Results in a database, `results.db`. Each round is one transaction, so whatever kills the campaign, what
/// was kept is whole, and it goes on from there.
///
/// ```
/// campaign   the one line that says which campaign this is
/// rounds     number, and the shared words known when it began (hexadecimal, in order)
/// schedules  number (0 is fifo's), kind and place of the failure and what it says (null when it passed),
///            messages, instructions, decisions other than fifo's, and a hash of these
/// ```
public final class SqliteResults implements Results {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS rounds (number INTEGER PRIMARY KEY, words TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS schedules (number INTEGER PRIMARY KEY, kind TEXT, place TEXT, text TEXT,"
                    + " messages INTEGER NOT NULL, instructions INTEGER NOT NULL, differences INTEGER NOT NULL,"
                    + " shape INTEGER NOT NULL)");

    private final Path file;
    private final Connection connection;

    private SqliteResults(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// Opens the results of a campaign, or begins them.
    ///
    /// @param description says all that decides what the results are
    /// @throws Mistake if the file is of another campaign, or is no database
    public static SqliteResults open(Path file, String description) throws Mistake {
        Connection connection = ResultsFile.open(file, TABLES, description, "has the results of another campaign");
        try {
            connection.setAutoCommit(false);
            return new SqliteResults(file, connection);
        } catch (SQLException unfit) {
            throw new Mistake(file + " is no database of results: " + unfit.getMessage());
        }
    }

    private ResultsException failed(SQLException cause) {
        return new ResultsException(file + ": " + cause.getMessage(), cause);
    }

    @Override
    public long played() {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SELECT COUNT(*) FROM schedules")) {
            return answer.next() ? answer.getLong(1) : 0;
        } catch (SQLException cause) {
            throw new IllegalStateException(failed(cause));
        }
    }

    @Override
    public Words words(long round) throws ResultsException {
        try {
            Words known = known(round);
            if (known == null) {
                throw new ResultsException(file + " lacks round " + round);
            }
            return known;
        } catch (SQLException cause) {
            throw failed(cause);
        }
    }

    private @Nullable Words known(long round) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT words FROM rounds WHERE number = ?")) {
            statement.setLong(1, round);
            try (ResultSet answer = statement.executeQuery()) {
                if (!answer.next()) {
                    return null;
                }
                return Words.of(List.of(answer.getString(1).split(" ")).stream()
                        .filter(word -> !word.isEmpty())
                        .mapToLong(word -> Long.parseLong(word, 16))
                        .toArray());
            }
        }
    }

    @Override
    public void begin(Words words) throws ResultsException {
        try {
            put(0, words);
            connection.commit();
        } catch (SQLException cause) {
            throw failed(cause);
        }
    }

    /// Adds to the words of a round.
    private void put(long round, Words more) throws SQLException {
        Words known = known(round);
        Words words = known == null ? more : known.with(more.numbers());
        try (PreparedStatement statement = connection.prepareStatement("INSERT OR REPLACE INTO rounds VALUES (?, ?)")) {
            statement.setLong(1, round);
            statement.setString(
                    2,
                    java.util.Arrays.stream(words.numbers())
                            .mapToObj(Long::toHexString)
                            .collect(Collectors.joining(" ")));
            statement.executeUpdate();
        }
    }

    @Override
    public void add(Collection<Result> round, Words next) throws ResultsException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO schedules VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            long last = 0;
            for (Result result : round) {
                bind(statement, result);
                statement.addBatch();
                last = result.number();
            }
            statement.executeBatch();
            put(Round.after(last), next);
            connection.commit();
        } catch (SQLException cause) {
            throw failed(cause);
        }
    }

    private static void bind(PreparedStatement statement, Result result) throws SQLException {
        Failure failure = result.failure();
        statement.setLong(1, result.number());
        statement.setString(2, failure == null ? null : failure.kind());
        statement.setString(3, failure == null ? null : failure.where());
        statement.setString(4, failure == null ? null : failure.text());
        statement.setLong(5, result.steps());
        statement.setLong(6, result.retired());
        statement.setInt(7, result.differences());
        statement.setLong(8, result.shape());
    }

    @Override
    public List<Result> all() throws ResultsException {
        List<Result> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM schedules ORDER BY number")) {
            while (row.next()) {
                Failure failure = row.getString(2) == null
                        ? null
                        : new Failure(row.getString(2), row.getString(3), row.getString(4));
                all.add(new Result(
                        row.getLong(1), failure, row.getLong(5), row.getLong(6), row.getInt(7), row.getLong(8)));
            }
        } catch (SQLException cause) {
            throw failed(cause);
        }
        return all;
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
