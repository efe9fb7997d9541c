package org.skytrawl.protocol.sia;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.skytrawl.model.Cone;
import org.skytrawl.model.Question;
import org.skytrawl.model.Service;
import org.skytrawl.net.FetchRequest;
import org.skytrawl.net.FetchRequest.Field;
import org.skytrawl.protocol.QueryForm;
import org.skytrawl.protocol.QueryUrl;
import org.skytrawl.protocol.SentConstraints;
import org.skytrawl.protocol.ServiceQuery;
import org.skytrawl.protocol.TargetWay;

/**
 * Several POS in one query: a record matches if it overlaps one of them (SIA 2.0 section 2.1.1, DALI 1.1 section 2.4.1 on POST).
 * Some services use the first or the last one only, and do not say so.
 */
enum Sia2Positions implements TargetWay {
    /** Application servers accept some 1,000 parameters. */
    BY_POST("several POS by POST", new Limits(200, 60_000)),
    /** Most servers refuse URLs from 8,000 characters on. */
    BY_GET("several POS", new Limits(100, 6_000));

    private final String word;
    private final Limits limits;

    Sia2Positions(String word, Limits limits) {
        this.word = word;
        this.limits = limits;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public Proof proof() {
        return Proof.KNOWN_TARGETS;
    }

    @Override
    public @Nullable FetchRequest limitsRequest(Service service) {
        return null;
    }

    @Override
    public Limits limits(byte @Nullable [] declared) {
        return limits;
    }

    @Override
    public ServiceQuery query(Service service, Question question, boolean inclusive, int formOfOne) {
        List<Cone> cones = Objects.requireNonNull(question.targets()).cones();
        Sia2Query one = new Sia2Query(service, question.at(cones.getFirst()), inclusive);
        List<String> positions = cones.stream().map(Sia2Query::circle).toList();
        List<QueryForm> forms = SentConstraints.forms(null, one.removable(), true, leftOut -> List.of()).stream()
                .map(form -> form(service.accessUrl(), form, one.parameters(positions, form.leftOut())))
                .toList();
        return new Sia2TargetsQuery(
                one, service, question, inclusive, forms.subList(Math.min(formOfOne, forms.size() - 1), forms.size()));
    }

    private QueryForm form(String accessUrl, QueryForm form, List<Field> parameters) {
        String url = Sia2Query.url(accessUrl, parameters);
        FetchRequest request = this == BY_GET
                ? FetchRequest.get(url)
                : FetchRequest.post(new QueryUrl(accessUrl).toString(), parameters);
        return new QueryForm(form.name(), url, List.of(request), form.appliesPosition(), form.leftOut());
    }

    @Override
    public @Nullable FetchRequest listRequest(Service service, Question question) {
        return null;
    }
}
