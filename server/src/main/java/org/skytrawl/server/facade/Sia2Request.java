package org.skytrawl.server.facade;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.skytrawl.model.Interval;
import org.skytrawl.model.ObsCoreColumn;
import org.skytrawl.model.ProductTypes;

/** Reads the parameters of a query (SIA 2.0 section 2.1). */
final class Sia2Request {
    private Sia2Request() {}

    /** @throws FacadeException if a parameter is wrong, or nothing bounds the question */
    static FacadeQuestion read(Parameters parameters) {
        if (parameters.hasUpload()) {
            throw FacadeException.wrong("UPLOAD", "this service takes no uploads; repeat POS for several places");
        }
        parameters.checkResponseFormat();
        Integer most = parameters.count("MAXREC");
        Place place = Place.of(parameters.all("POS").stream().map(Position::of).toList());
        List<Interval> bands = NumberRange.positive(NumberRange.all(parameters, "BAND"), "BAND");
        List<Interval> times = NumberRange.mjds(parameters, "TIME");
        RecordFilter filter = new RecordFilter(parameters);
        filter.add(place::matches);
        filter.wavelengthsM(bands);
        filter.mjds(times);
        filter.equal("COLLECTION", ObsCoreColumn.obs_collection);
        filter.equal("FACILITY", ObsCoreColumn.facility_name);
        filter.equal("INSTRUMENT", ObsCoreColumn.instrument_name);
        filter.equal("TARGET", ObsCoreColumn.target_name);
        filter.equalInAnyCase("ID", ObsCoreColumn.obs_publisher_did);
        filter.within("FOV", ObsCoreColumn.s_fov);
        filter.within("SPATRES", ObsCoreColumn.s_resolution);
        filter.within("SPECRP", ObsCoreColumn.em_res_power);
        filter.within("EXPTIME", ObsCoreColumn.t_exptime);
        filter.within("TIMERES", ObsCoreColumn.t_resolution);
        filter.calibrationLevel();
        filter.polarization();
        filter.formats(parameters.all("FORMAT"));
        Set<String> types = types(parameters);
        boolean isDescription = most != null && most == 0;
        return new FacadeQuestion(
                isDescription ? null : FacadeQuestion.question(place, bands, times, types),
                filter.build(),
                most,
                false);
    }

    private static Set<String> types(Parameters parameters) {
        Set<String> types = new LinkedHashSet<>(parameters.all("DPTYPE"));
        try {
            return types.isEmpty() ? Set.of("image", "cube") : ProductTypes.words(types);
        } catch (IllegalArgumentException e) {
            throw FacadeException.wrong("DPTYPE", String.valueOf(e.getMessage()));
        }
    }
}
