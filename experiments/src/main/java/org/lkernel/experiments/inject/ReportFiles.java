package org.lkernel.experiments.inject;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.lkernel.experiments.ChartPage;

/// A report as files: JSON, CSV, JUnit's XML, and a page for a browser that needs nothing else.
///
/// They follow from the report alone, byte for byte.
public final class ReportFiles {
    private final InjectionReport report;

    public ReportFiles(InjectionReport report) {
        this.report = report;
    }

    /// Writes `report.json`, `report.csv`, `report.xml` and `report.html`.
    public void write(Path directory) throws IOException {
        String json = report.json();
        Files.writeString(directory.resolve("report.json"), json + "\n");
        Files.writeString(directory.resolve("report.csv"), csv());
        try (Writer to = Files.newBufferedWriter(directory.resolve("report.xml"))) {
            junit(to);
        }
        Files.writeString(directory.resolve("report.html"), ChartPage.of(ReportFiles.class, "report.html", json));
    }

    private String csv() throws IOException {
        CsvMapper mapper = CsvMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .build();
        CsvSchema schema = mapper.schemaFor(CaseResult.class).withHeader();
        return mapper.writer(schema).writeValueAsString(report.results());
    }

    /// A test suite whose test cases are the campaign's, for what shows those.
    ///
    /// @see "the XML that Ant's junitreport reads"
    private void junit(Writer to) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(to);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", report.name());
            xml.writeAttribute("tests", String.valueOf(report.results().size()));
            xml.writeAttribute("failures", String.valueOf(count(false)));
            xml.writeAttribute("errors", String.valueOf(count(true)));
            for (CaseResult result : report.results()) {
                test(xml, result);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException failure) {
            throw new IOException(failure);
        }
    }

    private long count(boolean errors) {
        return report.results().stream()
                .filter(result -> report.isFailure(result) && isError(result) == errors)
                .count();
    }

    private static boolean isError(CaseResult result) {
        return result.outcome() == OutcomeClass.HARNESS_ERROR;
    }

    private void test(XMLStreamWriter xml, CaseResult result) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", result.id());
        xml.writeAttribute("name", "#%d %s".formatted(result.number(), result.fault()));
        if (report.isFailure(result)) {
            xml.writeStartElement(isError(result) ? "error" : "failure");
            xml.writeAttribute("type", result.outcome().toString());
            xml.writeAttribute("message", printable(result.detail()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /// Without the characters that XML 1.0 has no way to write.
    private static String printable(String text) {
        return text.codePoints()
                .map(point -> point < ' ' && point != '\t' && point != '\n' ? '\ufffd' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
