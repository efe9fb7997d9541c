package org.skytrawl.server.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.skytrawl.download.PreviewImage;
import org.skytrawl.model.FoundDataset;
import org.skytrawl.model.MergedRecord;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;
import org.skytrawl.model.Origin;
import org.skytrawl.model.OutsideText;
import org.skytrawl.model.PlainText;
import org.skytrawl.model.Service;
import org.skytrawl.model.ShownUrl;
import org.skytrawl.output.ResultCells;
import org.skytrawl.provenance.ProvenanceEvent.ServiceEnded;
import org.skytrawl.server.view.DatasetView;
import org.skytrawl.server.view.ShownCell;

/** One dataset with all that is known of it, in the form of docs/api.md. */
final class DatasetCard {
    private static final int LONGEST_URL = 2 * OutsideText.LONGEST_URL;

    private DatasetCard() {}

    static Map<String, @Nullable Object> of(DatasetView view, int row) {
        FoundDataset dataset = view.dataset(row);
        Map<String, Object> columns = new LinkedHashMap<>();
        Map<String, String> units = new LinkedHashMap<>();
        List<String> cut = new ArrayList<>();
        for (ResultCells.Column column : view.columns()) {
            ShownCell cell = ShownCell.of(column.name(), column.value(row), ShownCell.LONGEST_IN_CARD);
            if (cell.value() != null && !column.name().equals("merged")) {
                columns.put(column.name(), cell.value());
                if (column.unit() != null) {
                    units.put(column.name(), column.unit());
                }
            }
            if (cell.cut()) {
                cut.add(column.name());
            }
        }
        List<Integer> formats = view.formats(row);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("row", row);
        json.put("revision", view.revision());
        json.put("columns", columns);
        json.put("units", units);
        json.put("cut", cut);
        json.put("formats", formats.stream().map(each -> format(view, each)).toList());
        List<ServiceEnded> services = view.result().log().services();
        json.put(
                "origins",
                dataset.origins().stream()
                        .map(origin -> origin(origin, dataset, services))
                        .toList());
        json.put("link", link(dataset.record().text(ObsCoreColumn.access_url)));
        json.put("preview", formats.stream().anyMatch(each -> PreviewImage.isOffered(view.dataset(each))));
        return json;
    }

    private static Map<String, @Nullable Object> format(DatasetView view, int row) {
        ObsCoreRecord record = view.dataset(row).record();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("row", row);
        json.put("access_format", PlainText.of(record.text(ObsCoreColumn.access_format), ShownCell.LONGEST_IN_PAGE));
        json.put("access_estsize", record.value(ObsCoreColumn.access_estsize));
        json.put("link", link(record.text(ObsCoreColumn.access_url)));
        return json;
    }

    /** The URL as a link: only http and https, without user name and password; else null. */
    static @Nullable String link(@Nullable String url) {
        HttpUrl parsed = url == null || OutsideText.isTooLongForUrl(url) ? null : HttpUrl.parse(url.strip());
        return parsed == null
                ? null
                : parsed.newBuilder().username("").password("").build().toString();
    }

    private static Map<String, @Nullable Object> origin(
            Origin origin, FoundDataset dataset, List<ServiceEnded> services) {
        ServiceEnded ended = ended(origin, services);
        Map<String, @Nullable Object> service = new LinkedHashMap<>();
        service.put("key", ended == null ? null : PlanJson.key(ended.service()));
        service.put("ivoid", PlainText.of(origin.ivoid().value(), ShownCell.LONGEST_IN_PAGE));
        service.put("title", PlainText.of(origin.title(), ShownCell.LONGEST_IN_PAGE));
        service.put("protocol", origin.protocol().name());
        service.put(
                "host",
                PlainText.of(OutsideText.host(origin.url()).toLowerCase(Locale.ROOT), ShownCell.LONGEST_IN_PAGE));
        service.put("url", ShownUrl.of(origin.url(), LONGEST_URL));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("service", service);
        String adql = ended == null || ended.facts() == null || ended.service().tableName() == null
                ? null
                : ended.facts().sent().query();
        json.put(
                "query",
                adql == null ? ShownUrl.of(origin.url(), LONGEST_URL) : PlainText.of(adql, ShownCell.LONGEST_IN_CARD));
        json.put("columns", differing(origin, dataset));
        return json;
    }

    /** The log has a service once; the query of an origin begins with its URL. */
    private static @Nullable ServiceEnded ended(Origin origin, List<ServiceEnded> services) {
        ServiceEnded found = null;
        for (ServiceEnded ended : services) {
            Service service = ended.service();
            if (service.protocol().equals(origin.protocol()) && service.ivoids().contains(origin.ivoid())) {
                String url = ShownUrl.withoutUser(service.accessUrl());
                if (found == null || origin.url().startsWith(OutsideText.withoutEnd(url, "?&/"))) {
                    found = ended;
                }
            }
        }
        return found;
    }

    /** What an origin says otherwise than the record that was kept. */
    private static Map<String, Object> differing(Origin origin, FoundDataset dataset) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (MergedRecord merged : dataset.merged()) {
            if (merged.ivoid().equals(origin.ivoid()) && merged.protocol().equals(origin.protocol())) {
                for (ObsCoreColumn column : MergedRecord.COLUMNS) {
                    Object value = merged.identity().value(column);
                    boolean differs =
                            value != null && !value.equals(dataset.record().value(column));
                    Object shown = ShownCell.of(column.name(), value, ShownCell.LONGEST_IN_PAGE)
                            .value();
                    if (differs && shown != null) {
                        columns.putIfAbsent(column.name(), shown);
                    }
                }
            }
        }
        return columns;
    }
}
