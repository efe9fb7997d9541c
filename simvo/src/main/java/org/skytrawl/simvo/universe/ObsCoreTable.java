package org.skytrawl.simvo.universe;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.skytrawl.simvo.votable.Column;
import org.skytrawl.simvo.votable.ColumnType;
import org.skytrawl.simvo.votable.Table;

/** The ObsCore table (ObsCore 1.1, tables 5 to 7): its mandatory columns and the title. */
public final class ObsCoreTable {
    public static final String UTYPE = "ivo://ivoa.net/std/obscore#table-1.1";

    /** In the order of a row: name, type, unit, UCD, utype, description. */
    public static final List<Column> COLUMNS =
            """
            dataproduct_type | TEXT | | meta.code.class | ObsDataset.dataProductType | High level scientific classification of the data product
            calib_level | INT | | meta.code;obs.calib | ObsDataset.calibLevel | Calibration level of the observation: in {0, 1, 2, 3, 4}
            obs_collection | TEXT | | meta.id | DataID.collection | Data collection to which the dataset belongs
            obs_id | TEXT | | meta.id | DataID.observationID | Internal identifier given by the ObsTAP service
            obs_title | TEXT | | meta.title;obs | DataID.title | Brief description of the dataset in free format
            obs_publisher_did | TEXT | | meta.ref.ivoid | Curation.publisherDID | Dataset identifier given by the publisher
            access_url | TEXT | | meta.ref.url | Access.reference | URL used to access (download) the dataset
            access_format | TEXT | | meta.code.mime | Access.format | File content format (MIME type)
            access_estsize | LONG | kbyte | phys.size;meta.file | Access.size | Estimated size of the dataset
            target_name | TEXT | | meta.id;src | Target.name | Object of interest
            s_ra | DOUBLE | deg | pos.eq.ra | Char.SpatialAxis.Coverage.Location.Coord.Position2D.Value2.C1 | Central right ascension, ICRS
            s_dec | DOUBLE | deg | pos.eq.dec | Char.SpatialAxis.Coverage.Location.Coord.Position2D.Value2.C2 | Central declination, ICRS
            s_fov | DOUBLE | deg | phys.angSize;instr.fov | Char.SpatialAxis.Coverage.Bounds.Extent.diameter | Diameter (bounds) of the covered region
            s_region | TEXT | | pos.outline;obs.field | Char.SpatialAxis.Coverage.Support.Area | Region covered by the observation (STC-S)
            s_resolution | DOUBLE | arcsec | pos.angResolution | Char.SpatialAxis.Resolution.Refval.value | Spatial resolution of the data as FWHM
            s_xel1 | LONG | | meta.number | Char.SpatialAxis.numBins1 | Number of elements along the first spatial axis
            s_xel2 | LONG | | meta.number | Char.SpatialAxis.numBins2 | Number of elements along the second spatial axis
            t_min | DOUBLE | d | time.start;obs.exposure | Char.TimeAxis.Coverage.Bounds.Limits.StartTime | Start time in MJD
            t_max | DOUBLE | d | time.end;obs.exposure | Char.TimeAxis.Coverage.Bounds.Limits.StopTime | Stop time in MJD
            t_exptime | DOUBLE | s | time.duration;obs.exposure | Char.TimeAxis.Coverage.Support.Extent | Total exposure time
            t_resolution | DOUBLE | s | time.resolution | Char.TimeAxis.Resolution.Refval.value | Temporal resolution FWHM
            t_xel | LONG | | meta.number | Char.TimeAxis.numBins | Number of elements along the time axis
            em_min | DOUBLE | m | em.wl;stat.min | Char.SpectralAxis.Coverage.Bounds.Limits.LoLimit | Start in spectral coordinates (vacuum wavelength)
            em_max | DOUBLE | m | em.wl;stat.max | Char.SpectralAxis.Coverage.Bounds.Limits.HiLimit | Stop in spectral coordinates (vacuum wavelength)
            em_res_power | DOUBLE | | spect.resolution | Char.SpectralAxis.Resolution.ResolPower.refVal | Spectral resolving power
            em_xel | LONG | | meta.number | Char.SpectralAxis.numBins | Number of elements along the spectral axis
            o_ucd | TEXT | | meta.ucd | Char.ObservableAxis.ucd | UCD of the observable
            pol_states | TEXT | | meta.code;phys.polarization | Char.PolarizationAxis.stateList | List of polarization states, or empty if not applicable
            pol_xel | LONG | | meta.number | Char.PolarizationAxis.numBins | Number of polarization samples
            facility_name | TEXT | | meta.id;instr.tel | Provenance.ObsConfig.Facility.name | Name of the facility used for this observation
            instrument_name | TEXT | | meta.id;instr | Provenance.ObsConfig.Instrument.name | Name of the instrument used for this observation
            """.lines().map(ObsCoreTable::column).toList();

    public static final long PIXELS = 1000;
    private static final double SECONDS_PER_DAY = 86_400;

    private ObsCoreTable() {}

    private static Column column(String line) {
        String[] words = line.split(" ?\\| ", -1);
        String unit = words[2].isEmpty() ? null : words[2];
        Column column = Column.of(words[0], ColumnType.valueOf(words[1]), words[5])
                .with(unit, words[3], "obscore:" + words[4])
                .standard();
        return words[0].equals("s_region") ? column.withXtype("adql:REGION") : column;
    }

    public static Table named(String qualifiedName) {
        int dot = qualifiedName.indexOf('.');
        String schema = qualifiedName.substring(0, dot);
        String name = qualifiedName.substring(dot + 1);
        return new Table(schema, name, UTYPE, "Observations by the ObsCore data model", COLUMNS);
    }

    public static @Nullable Object[] row(SimService.Published published) {
        Dataset dataset = published.dataset();
        Span mjd = dataset.mjd();
        Span band = dataset.wavelengthM();
        double fovDeg = dataset.extent().fovDeg();
        return new @Nullable Object[] {
            published.productType(),
            2,
            dataset.collection(),
            "obs-" + dataset.id(),
            dataset.title(),
            dataset.did(),
            published.accessUrl(),
            published.format().mediaType(),
            dataset.sizeKb(),
            null,
            dataset.raDeg(),
            dataset.decDeg(),
            fovDeg > 0 ? (Double) fovDeg : null,
            Outline.stcS(dataset),
            1.0,
            dataset.isImageLike() ? (Long) PIXELS : null,
            dataset.isImageLike() ? (Long) PIXELS : null,
            mjd == null ? null : (Double) mjd.lo(),
            mjd == null ? null : (Double) mjd.hi(),
            mjd == null ? null : (Double) ((mjd.hi() - mjd.lo()) * SECONDS_PER_DAY),
            null,
            1L,
            band == null ? null : (Double) band.lo(),
            band == null ? null : (Double) band.hi(),
            null,
            dataset.productType().equals("image") ? 1L : 512L,
            "phot.flux",
            null,
            null,
            "Simulated Observatory",
            "SIM-" + dataset.collection().length() % 5
        };
    }
}
