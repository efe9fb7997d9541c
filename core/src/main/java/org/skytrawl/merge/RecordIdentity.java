package org.skytrawl.merge;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.AccessFormat;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ObsCoreRecord;

/**
 * Decides which records are one dataset. The rules apply to the whole set of records, independent of order:
 *
 * <ol>
 *   <li>A DID is <em>void</em> if a service gives it to several URLs of one format, or to several URLs of which the format of
 *       one is not known. A void DID joins nothing. Several URLs of different formats are several ways to get one dataset.
 *   <li>A URL is <em>shared</em> if a service gives it to several extents (position, band and time) with DIDs that do
 *       not differ. For all services it then identifies a dataset only together with the extent. A DID with several
 *       extents at a shared URL is void too; otherwise it would join what the URL separates.
 *   <li>Records with the same DID, if not void, and the same kind of format ({@link AccessFormat}) are one. If a service gives
 *       the DID in several formats of that kind ({@code application/fits}, {@code image/fits}), those with the same format are.
 *   <li>Records with the same URL and the same DID are one. A record without DID counts as having the smallest DID of
 *       its URL.
 *   <li>Records that contradict each other ({@link Contradictions}) are never one.
 * </ol>
 *
 * <p>Each rule joins only records of one DID, or records without DID to those of one DID. So no dataset has two DIDs,
 * however long the chain. Missing and blank values and null words, formats included, never match, nor do unusable URLs.
 */
final class RecordIdentity {
    private final RecordPool pool;
    /** The number of the DID of each record, or -1. */
    private final int[] dids;
    /** The number of the URL of each record, or -1. Unusable URLs have numbers too. */
    private final int[] urls;

    private final Formats formats;
    private final HashIndex didIndex;
    /** The number of the DID of each URL key, or -1. */
    private final int[] didOfKey;

    private final BitSet voidDids = new BitSet();
    /** DIDs with a kind of format in which one service gives several: pairs of their numbers. */
    private final Set<Long> severalOfOneKind = new HashSet<>();

    private final BitSet sharedUrls = new BitSet();
    private final BitSet unusableUrls = new BitSet();

    private RecordIdentity(RecordPool pool) {
        this.pool = pool;
        this.dids = new int[pool.size()];
        this.urls = new int[pool.size()];
        this.formats = new Formats(pool);
        this.didIndex = new HashIndex(pool.size());
        this.didOfKey = new int[pool.size()];
        HashIndex urlIndex = new HashIndex(pool.size());
        HashIndex.SameKey sameDid = (a, b) -> same(a, b, ObsCoreColumn.obs_publisher_did, this::did);
        HashIndex.SameKey sameUrl = (a, b) -> same(a, b, ObsCoreColumn.access_url, this::url);
        for (int i = 0; i < pool.size(); i++) {
            String did = did(i);
            dids[i] = did == null ? -1 : didIndex.idOf(did, i, sameDid);
            String url = url(i);
            urls[i] = url == null ? -1 : urlIndex.idOf(url, i, sameUrl);
            if (url != null && !RecordKeys.isUsable(url)) {
                unusableUrls.set(urls[i]);
            }
        }
    }

    static Groups of(RecordPool pool) {
        return of(pool, true);
    }

    /** The same without the last rule, to find datasets whose metadata has changed. */
    static Groups ignoringContradictions(RecordPool pool) {
        return of(pool, false);
    }

    private static Groups of(RecordPool pool, boolean separatesContradictions) {
        RecordIdentity identity = new RecordIdentity(pool);
        identity.findDidsOfSeveralUrls();
        identity.findSharedUrls();
        identity.findDidsOfSeveralExtents();
        int[] keys = identity.urlKeys();
        int @Nullable [] classes = separatesContradictions ? identity.classes(keys) : null;
        Groups groups = new Groups(pool.size());
        identity.joinByDid(groups, classes);
        identity.joinByUrl(groups, keys, classes);
        return groups;
    }

    private void findDidsOfSeveralUrls() {
        BitSet several = new BitSet();
        int[] services = new int[didIndex.size()];
        int[] urlSeen = new int[didIndex.size()];
        Arrays.fill(services, -1);
        for (int i = 0; i < pool.size(); i++) {
            int did = dids[i];
            if (did < 0 || urls[i] < 0) {
                continue;
            }
            // the records of a service are contiguous
            if (services[did] != pool.service(i)) {
                services[did] = pool.service(i);
                urlSeen[did] = urls[i];
            } else if (urlSeen[did] != urls[i]) {
                several.set(did);
            }
        }
        if (!several.isEmpty()) {
            findVoidDids(several);
        }
    }

    /** @param several DIDs that a service gives to several URLs */
    private void findVoidDids(BitSet several) {
        HashIndex didsOfServices = new HashIndex(pool.size());
        HashIndex byFormat = new HashIndex(pool.size());
        HashIndex byKind = new HashIndex(pool.size());
        BitSet ofSeveralUrls = new BitSet();
        BitSet ofUnknownFormat = new BitSet();
        for (int i = 0; i < pool.size(); i++) {
            if (dids[i] < 0 || urls[i] < 0 || !several.get(dids[i])) {
                continue;
            }
            int given = didsOfServices.idOf(dids[i], pool.service(i), i, HashIndex.EXACT);
            if (urls[i] != urls[didsOfServices.first(given)]) {
                ofSeveralUrls.set(given);
            }
            if (formats.format(i) == Formats.UNKNOWN) {
                ofUnknownFormat.set(given);
            } else {
                int first = byFormat.first(byFormat.idOf(given, formats.format(i), i, HashIndex.EXACT));
                int firstOfKind = byKind.first(byKind.idOf(given, formats.kind(i), i, HashIndex.EXACT));
                if (urls[i] != urls[first]) {
                    voidDids.set(dids[i]);
                } else if (urls[i] != urls[firstOfKind]) {
                    severalOfOneKind.add(HashIndex.pair(dids[i], formats.kind(i)));
                }
            }
        }
        // a URL of unknown format may be another one of any format
        ofUnknownFormat.and(ofSeveralUrls);
        ofUnknownFormat.stream().forEach(given -> voidDids.set(dids[didsOfServices.first(given)]));
    }

    private void findSharedUrls() {
        HashIndex rows = new HashIndex(pool.size());
        for (int i = 0; i < pool.size(); i++) {
            if (urls[i] >= 0) {
                long key = HashIndex.pair(pool.service(i), urls[i]);
                compareExtents(i, rows.first(rows.idOf(key, dids[i], i, HashIndex.EXACT)));
            }
        }
        for (int i = 0; i < pool.size(); i++) {
            if (urls[i] >= 0 && dids[i] >= 0) {
                int withoutDid = rows.find(HashIndex.pair(pool.service(i), urls[i]), -1);
                if (withoutDid >= 0) {
                    compareExtents(i, rows.first(withoutDid));
                }
            }
        }
    }

    private void compareExtents(int i, int other) {
        if (i != other && !sameExtent(pool, i, other)) {
            sharedUrls.set(urls[i]);
        }
    }

    private void findDidsOfSeveralExtents() {
        if (sharedUrls.isEmpty()) {
            return;
        }
        HashIndex pairs = new HashIndex(pool.size());
        for (int i = 0; i < pool.size(); i++) {
            if (dids[i] >= 0 && isShared(urls[i])) {
                int first = pairs.first(pairs.idOf(dids[i], urls[i], i, HashIndex.EXACT));
                if (!sameExtent(pool, i, first)) {
                    voidDids.set(dids[i]);
                }
            }
        }
    }

    /** Classes of records with one DID that joins, else with one URL key: the other rules join only within these. */
    private int @Nullable [] classes(int[] keys) {
        int[] identities = new int[pool.size()];
        for (int i = 0; i < identities.length; i++) {
            int did = dids[i] >= 0 || keys[i] < 0 ? dids[i] : didOfKey[keys[i]];
            boolean joins = did >= 0 && !voidDids.get(did);
            identities[i] = joins ? did : keys[i] >= 0 ? didIndex.size() + keys[i] : -1;
        }
        return Contradictions.classes(pool, identities, didIndex.size() + didOfKey.length);
    }

    private void joinByDid(Groups groups, int @Nullable [] classes) {
        HashIndex index = new HashIndex(pool.size());
        for (int i = 0; i < pool.size(); i++) {
            if (dids[i] >= 0 && !voidDids.get(dids[i]) && formats.format(i) != Formats.UNKNOWN) {
                int kind = formats.kind(i);
                boolean several = severalOfOneKind.contains(HashIndex.pair(dids[i], kind));
                // a negative number is that of a kind
                int number = several ? formats.format(i) : -1 - kind;
                long key = HashIndex.pair(number, classes == null ? 0 : classes[i]);
                groups.join(i, index.first(index.idOf(dids[i], key, i, HashIndex.EXACT)));
            }
        }
    }

    private void joinByUrl(Groups groups, int[] keys, int @Nullable [] classes) {
        HashIndex index = new HashIndex(pool.size());
        for (int i = 0; i < pool.size(); i++) {
            if (keys[i] >= 0) {
                int part = classes == null ? 0 : classes[i];
                groups.join(i, index.first(index.idOf(keys[i], part, i, HashIndex.EXACT)));
            }
        }
    }

    /** The number of the URL of each record together with the DID that it counts as having, or -1. */
    private int[] urlKeys() {
        int[] places = places();
        int[] smallest = smallestDids(places);
        HashIndex index = new HashIndex(pool.size());
        for (int i = 0; i < pool.size(); i++) {
            if (places[i] >= 0) {
                int did = dids[i] >= 0 ? dids[i] : smallest[places[i]];
                places[i] = index.idOf(places[i], did, i, HashIndex.EXACT);
                didOfKey[places[i]] = did;
            }
        }
        return places;
    }

    /**
     * The number of the dataset that the URL of each record identifies (the URL, with the extent if it is shared), or
     * -1.
     */
    private int[] places() {
        int[] places = new int[pool.size()];
        HashIndex index = new HashIndex(pool.size());
        HashIndex.SameKey sameExtent = (a, b) -> urls[a] == urls[b] && sameExtent(pool, a, b);
        for (int i = 0; i < places.length; i++) {
            if (urls[i] < 0 || unusableUrls.get(urls[i])) {
                places[i] = -1;
            } else if (isShared(urls[i])) {
                places[i] = index.idOf(urls[i], extentHash(i), i, sameExtent);
            } else {
                places[i] = index.idOf(urls[i], 0, i, HashIndex.EXACT);
            }
        }
        return places;
    }

    private int[] smallestDids(int[] places) {
        int[] smallest = new int[pool.size()];
        Arrays.fill(smallest, -1);
        for (int i = 0; i < places.length; i++) {
            int place = places[i];
            if (place >= 0 && dids[i] >= 0 && (smallest[place] < 0 || isSmaller(dids[i], smallest[place]))) {
                smallest[place] = dids[i];
            }
        }
        return smallest;
    }

    private boolean isSmaller(int did, int other) {
        String a = did(didIndex.first(did));
        String b = did(didIndex.first(other));
        return did != other && a != null && b != null && a.compareTo(b) < 0;
    }

    private boolean isShared(int url) {
        return url >= 0 && sharedUrls.get(url);
    }

    private @Nullable String did(int i) {
        return RecordKeys.did(pool.record(i));
    }

    private @Nullable String url(int i) {
        return RecordKeys.url(pool.record(i));
    }

    private boolean same(int a, int b, ObsCoreColumn column, IntFunction<@Nullable String> key) {
        String text = pool.text(a, column);
        if (text != null && text.equals(pool.text(b, column))) {
            return true;
        }
        String keyOfA = key.apply(a);
        return keyOfA != null && keyOfA.equals(key.apply(b));
    }

    /** Missing numbers equal each other. Without a centre the text of the region counts. */
    static boolean sameExtent(RecordPool pool, int a, int b) {
        for (ObsCoreColumn column : RecordKeys.EXTENT) {
            if (RecordKeys.bits(pool.record(a).number(column))
                    != RecordKeys.bits(pool.record(b).number(column))) {
                return false;
            }
        }
        return RecordKeys.hasCentre(pool.record(a)) || Objects.equals(region(pool, a), region(pool, b));
    }

    private static @Nullable String region(RecordPool pool, int i) {
        return pool.place(i).text(ObsCoreColumn.s_region);
    }

    private long extentHash(int i) {
        ObsCoreRecord record = pool.record(i);
        long hash = HashIndex.SEED;
        for (ObsCoreColumn column : RecordKeys.EXTENT) {
            hash = HashIndex.mix(hash + RecordKeys.bits(record.number(column)));
        }
        String region = RecordKeys.hasCentre(record) ? null : region(pool, i);
        for (int at = 0; region != null && at < region.length(); at++) {
            hash = HashIndex.mix(hash + region.charAt(at));
        }
        return hash;
    }
}
