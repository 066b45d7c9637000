package io.saltbus.testkit.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority with certificates for tests of TLS, made by the JDK's keytool, as PEM files. They last two days. */
public final class Certificates {
    private static final String STORE_PASSWORD = "changeit";

    private final Path folder;
    private final Path store;

    /**
     * Makes an authority.
     *
     * @param folder where its files go: of the test's own
     */
    public Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.store = folder.resolve("store.p12");
        keytool("-genkeypair", "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
        exportCertificate("authority");
    }

    /**
     * Makes a certificate of this authority.
     *
     * @param alias its file's name, and its common name
     * @param names whom it is for, as in {@code dns:localhost,ip:127.0.0.1}, or empty
     */
    public Certificates issue(String alias, String names) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-signer", "authority"));
        if (!names.isEmpty()) {
            arguments.addAll(List.of("-ext", "san=" + names));
        }
        keytool(arguments.toArray(String[]::new));
        exportCertificate(alias);
        try {
            byte[] key = load().getKey(alias, STORE_PASSWORD.toCharArray()).getEncoded();
            write(key(alias), "PRIVATE KEY", key);
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("keytool made a key that cannot be read", unreadable);
        }
        return this;
    }

    /** The authority's own certificate. */
    public Path authority() {
        return certificate("authority");
    }

    /** A certificate. */
    public Path certificate(String alias) {
        return folder.resolve(alias + ".pem");
    }

    /** The private key of a certificate. */
    public Path key(String alias) {
        return folder.resolve(alias + ".key.pem");
    }

    private void exportCertificate(String alias) throws IOException {
        try {
            write(
                    certificate(alias),
                    "CERTIFICATE",
                    load().getCertificate(alias).getEncoded());
        } catch (GeneralSecurityException unreadable) {
            throw new IOException("keytool made a certificate that cannot be read", unreadable);
        }
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
    }

    private static void write(Path file, String what, byte[] encoded) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(encoded)
                        + "\n-----END " + what + "-----\n");
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(running.getInputStream().readAllBytes(), US_ASCII);
        if (running.waitFor() != 0) {
            throw new IOException("keytool failed: " + printed);
        }
    }
}
