package org.skytrawl.server.question;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.skytrawl.model.Service;
import org.skytrawl.model.ServiceKey;

/** The {@code key} of a service in requests and answers: short, and the same in each run. */
public final class ServiceName {
    private static final int BYTES = 10;

    private ServiceName() {}

    public static String of(Service service) {
        ServiceKey key = service.key();
        String text = service.ivoid().value() + "\n" + key.protocol().name() + "\n" + key.url() + "\n" + key.table();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
