package org.skytrawl.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Pieces that have broken readers of one kind or another. */
final class Nasty {
    private static final List<String> NUMBERS = of("""
            0 | -0 | -1 | 1e999 | -1e999 | 1e-999 | NaN | -NaN | nan | Inf | -Inf | +Inf | Infinity | 1e308 | 4.9e-324 | 1e
            2147483647 | -2147483648 | 2147483648 | 4294967296 | 9223372036854775807 | -9223372036854775808 | 1e17 | e5
            9223372036854775808 | 99999999999999999999999999 | 0x7fffffff | 0x1p3 | 1d | 1f | 1. | .5 | . | - | + | 1,5
            1_000 | +-3 | 360 | -360 | 720.0000001 | 90.0000001 | -91 | 1e300 | 12 34 | \u0663""", "1".repeat(400));

    private static final List<String> TEXTS =
            of("""
            ]]> | < | > | & | " | ' | &#0; | &#x110000; | &#xD800; | &#x1F600; | &#55; | &lt;b&gt; | &nbsp; | &x | %n%s%x
            ${jndi:x} | ../../etc | file:///etc/passwd | http://[::1 | http://h:99999/ | http://a b/ | http://h/?a=%zz&&==
            HTTP://H:80/../%7e%2F?# | ivo:// | ivo://a/b?c#d | null | -- | T | F | ? | true | 51544.5 | 2451545.0
            2020-13-45 | 2020-02-30T25:61:61 | -292278995-01-01 | +1000000000-01-01 | 10000-01-01 | 2016-12-31T23:59:60Z
            2000-01-01T00:00:00.123456789012345 | 2000-01-01T00:00+99:99 | JD2451545 | MJD 51544""", "", " ", "\u0000", "\u0001", "\uFFFF", "\u00A0", "\u202E", "\t\r\n");

    private static final List<String> REGIONS = of("""
            CIRCLE ICRS 1 2 3 | Circle GALACTIC 0 0 181 | circle 1 1 0 | circle nan 1 1 | BOX ICRS 10 90 400 200
            BOX 1 2 0 0 | ELLIPSE 10 20 2 1 0 | ellipse 10 20 180 1e-300 720 | POLYGON 0 0 0 0 0 0 | POLYGON 1 2 3
            POLYGON ICRS 0 90 0 -90 180 0 | POLYGON 1 1 181 -1 1 1 | POLYGON 0 0 120 0 240 0 | RANGE 350 10 -90 90
            Polygon J2000 9 19 11 19 11 21 9 21 | POLYGON 10 0 10 1 10 2 10 1 | ALLSKY | Position ICRS 10 20 | UNION (
            UNION ICRS (CIRCLE 1 2 3 ( | UNION (UNION (UNION (CIRCLE 1 2 3))) | ( | ) | MOC 0/0-11 | moc 3/5-2
            moc 29/0-3458764513820540927 | MOC 29/3458764513820540928 | MOC 30/1 | moc 1/1 2/ | moc s0/0 | MOC -1/0
            CIRCLE 1e-300 1e-300 1e-300 | CIRCLE 1e308 0 1 | fillfactor | unit deg | epoch | Error 1""", "UNION (".repeat(2000), "POLYGON " + "1 2 ".repeat(3000));

    private static final List<String> MARKUP =
            of("""
            <TR> | </TR> | <TD> | </TD> | <TD/> | <TR/> | <TD null='true'> | <TABLE> | </TABLE> | <DATA> | </DATA>
            <TABLEDATA> | </TABLEDATA> | <RESOURCE type='results'> | <RESOURCE> | </RESOURCE> | <VOTABLE> | </VOTABLE>
            <FIELD name='s_ra' datatype='double'/> | <FIELD/> | <FIELD> | </FIELD> | <VALUES null='0'/> | <GROUP>
            <VALUES null=''><MIN value='1'/></VALUES> | <PARAM name='x' value='y'/> | <INFO name='QUERY_STATUS'/> | <INFO>
            <INFO name='QUERY_STATUS' value='OVERFLOW'/> | <INFO name='QUERY_STATUS' value='ERROR'>bad</INFO> | <STREAM>
            </STREAM> | <STREAM href='file:///etc/passwd'/> | <BINARY> | <BINARY2> | <FITS extnum='1'> | <!-- | -->
            <!-- x --> | <![CDATA[ | ]]> | <![CDATA[<TD>]]> | <?xml version='1.0' encoding='UTF-16'?> | <?pi?> | <? ?>
            <!DOCTYPE VOTABLE> | <!DOCTYPE x [<!ENTITY a 'b'>]> | <!DOCTYPE x SYSTEM 'file:///etc/passwd'> | &a;
            <!DOCTYPE x [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/'>%p;]> | <html><head><title>Oops</title> | <script>
            </script | <style><style> | <x:TABLE xmlns:x='http://www.ivoa.net/xml/VOTable/v1.3'> | <A a='1' a='2'/>""", "<A ".repeat(50), "<A>".repeat(400), "\uFEFF", "\u00EF\u00BB\u00BF");

    private static final Map<String, List<String>> ATTRIBUTES = Map.ofEntries(
            Map.entry("datatype", of("""
            boolean | bit | unsignedByte | short | int | long | char | unicodeChar | float | double | floatComplex
            doubleComplex | string | quad | CHAR | Integer""", "")),
            Map.entry("arraysize", of("""
            * | 1 | 0 | 2 | 3* | 2x* | 2x3 | 0x0 | x | *x2 | -1 | 4194304 | 4194305* | 99999x99999x* | 2147483647 | 1000000
            1 x 2 | 9999999999x9999999999 | 1x1x1x1""", "")),
            Map.entry("unit", of("""
            deg | rad | arcsec | deg/pix | m | nm | Angstrom | keV | Hz | J | erg | d | s | yr | kbyte | byte | GiB
            10**-9 m | km/s | \u00B5m | per pix | /pix""", "", " ")),
            Map.entry("ucd", of("""
            VOX:Image_AccessReference | VOX:Image_Scale | VOX:Image_Naxis | VOX:Image_Naxes | VOX:WCS_CDMatrix
            VOX:WCS_CoordRefPixel | VOX:WCS_CoordRefValue | VOX:WCS_CoordProjection | VOX:BandPass_Unit
            VOX:BandPass_LoLimit | VOX:BandPass_HiLimit | VOX:BandPass_RefValue | VOX:Image_MJDateObs
            VOX:STC_CoordRefFrame | VOX:STC_CoordEquinox | POS_EQ_RA_MAIN | POS_EQ_DEC_MAIN | meta.ref.ivoid""", "", "\u0130")),
            Map.entry("name", of("""
            s_ra | S_DEC | s_region | s_fov | t_min | t_max | em_min | em_max | access_url | obs_publisher_did | s_xel1
            dataproduct_type | access_estsize | QUERY_STATUS | ivoid | standard_id | table_name""", "")),
            Map.entry("xtype", of("polygon | circle | point | range | moc | shape | adql:REGION | timestamp", "")),
            Map.entry("encoding", of("base64 | gzip | dynamic | none | BASE64", "")),
            Map.entry("href", of("file:///etc/passwd | http://127.0.0.1:1/", "", " ")),
            Map.entry("type", of("results | meta | RESULTS | location", "")),
            Map.entry("value", of("OK | ERROR | OVERFLOW | ok | WARNING", "")),
            Map.entry("ref", of("system | t", "")),
            Map.entry("ID", of("system | t", "")),
            Map.entry("null", of("0 | -99 | NaN | x", "")));

    /** Sorted: the order of a map's keys is another in every process. */
    private static final List<String> NAMES =
            ATTRIBUTES.keySet().stream().sorted().toList();

    private static final List<String> ELEMENTS = of("""
            VOTABLE | RESOURCE | TABLE | FIELD | DATA | TABLEDATA | BINARY | BINARY2 | FITS | STREAM | TR | TD | INFO | PARAM
            VALUES | GROUP | DESCRIPTION | table | vot:TABLE | html | X | 1""", "");

    private static final List<String> ENCODINGS = of("""
            UTF-8 | utf8 | ISO-8859-1 | US-ASCII | windows-1252 | UTF-16 | UTF-16LE | UTF-32 | IBM037 | Shift_JIS
            ISO-2022-JP | ISO-2022-CN | ISO-2022-KR | GB18030 | UTF-7 | x-nonsense | Big5-HKSCS | x-IBM300 | JIS_X0212-1990
            CESU-8 | x-UTF-16LE-BOM | x-COMPOUND_TEXT | x-ISCII91 | x-JISAutoDetect""");

    private Nasty() {}

    /** What stands between bars and line ends, and what cannot be written there. */
    private static List<String> of(String items, String... more) {
        List<String> all = new ArrayList<>(List.of(items.split(" \\| |\n", -1)));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    static <T> T one(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    static String cell(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> one(NUMBERS, random);
            case 1 -> one(TEXTS, random);
            case 2 -> one(REGIONS, random);
            default -> numbers(random);
        };
    }

    /** As in arrays and footprints. */
    private static String numbers(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i >= 0; i--) {
            boolean plain = random.nextInt(4) > 0;
            text.append(plain ? Double.toString(random.nextInt(-100, 400) / 4.0) : one(NUMBERS, random))
                    .append(' ');
        }
        return text.toString();
    }

    static String piece(SplittableRandom random) {
        return random.nextBoolean() ? one(MARKUP, random) : cell(random);
    }

    static String attribute(String name, SplittableRandom random) {
        List<String> known = ATTRIBUTES.get(name);
        return known == null || random.nextInt(4) == 0 ? cell(random) : one(known, random);
    }

    static String attributeName(SplittableRandom random) {
        return one(NAMES, random);
    }

    static String element(SplittableRandom random) {
        return one(ELEMENTS, random);
    }

    static String encoding(SplittableRandom random) {
        return one(ENCODINGS, random);
    }
}
