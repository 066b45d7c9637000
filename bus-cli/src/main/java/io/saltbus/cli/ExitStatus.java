package io.saltbus.cli;

/** What the command tells the shell. */
public final class ExitStatus {
    /** It did what it was asked, and has nothing to complain of. */
    public static final int OK = 0;
    /** It did what it was asked, and found something: a breaking change, an invalid payload, a failed call. */
    public static final int FINDING = 1;
    /** It could not do what it was asked: wrong words, unreadable input, a service that is away. */
    public static final int UNUSABLE = 2;

    private ExitStatus() {}
}
