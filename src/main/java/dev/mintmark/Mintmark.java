package dev.mintmark;

/** Entry point. */
public final class Mintmark {
    private Mintmark() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
