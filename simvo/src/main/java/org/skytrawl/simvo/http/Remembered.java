package org.skytrawl.simvo.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Computes the answer to each request once: benchmarks share the processors with the services. Thread-safe. */
public final class Remembered implements Handler {
    private static final int MOST_ANSWERS = 4;
    private static final int MOST_BYTES = 1 << 17;

    private final Handler handler;
    private final LinkedHashMap<Question, Response> answers = new LinkedHashMap<>();

    private record Question(String method, String path, Map<String, List<String>> parameters) {}

    public Remembered(Handler handler) {
        this.handler = handler;
    }

    @Override
    public Response handle(Request request) throws Exception {
        if (!request.parts().isEmpty()) {
            return handler.handle(request);
        }
        Question question = new Question(request.method(), request.path(), request.parameters());
        synchronized (answers) {
            Response known = answers.get(question);
            if (known != null) {
                return known;
            }
        }
        Response answer = handler.handle(request);
        byte[] content = answer.content();
        Response whole = answer.with(out -> out.write(content));
        if (answer.status() == 200 && content.length <= MOST_BYTES) {
            synchronized (answers) {
                if (answers.size() == MOST_ANSWERS) {
                    answers.pollFirstEntry();
                }
                answers.put(question, whole);
            }
        }
        return whole;
    }
}
