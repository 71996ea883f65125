package dev.mintmark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AsideTest {
    @Test
    void theWorkIsDoneBesideTheCallersAndWaitedFor() throws Exception {
        CountDownLatch callersPart = new CountDownLatch(1);
        AtomicReference<String> doneBy = new AtomicReference<>();
        try (Aside aside = Aside.start("manifest", () -> {
            awaitUninterrupted(callersPart);
            doneBy.set(Thread.currentThread().getName());
        })) {
            callersPart.countDown();
        }
        assertThat(doneBy).hasValue("manifest");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts", e);
        }
    }

    @Test
    void whatTheWorkThrowsIsTheCallers() {
        IOException full = new IOException("No space left on device");
        assertThatThrownBy(Aside.start("a", () -> {
                    throw full;
                })::close)
                .isSameAs(full);
        IllegalStateException closed = new IllegalStateException("the ledger is closed");
        assertThatThrownBy(Aside.start("b", () -> {
                    throw closed;
                })::close)
                .isSameAs(closed);
    }

    @Test
    void whereBothFailTheCallersFailureIsTold() {
        IOException callers = new IOException("the log");
        IOException other = new IOException("the manifest");
        assertThatThrownBy(() -> {
                    try (Aside aside = Aside.start("a", () -> {
                        throw other;
                    })) {
                        throw callers;
                    }
                })
                .isSameAs(callers)
                .hasSuppressedException(other);
    }

    @Test
    void anInterruptOfTheCallerReachesNobodyAndIsKept() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicReference<String> done = new AtomicReference<>();
        Aside aside = Aside.start("a", () -> {
            begun.countDown();
            awaitUninterrupted(goOn);
            done.set("done");
        });
        begun.await();
        Thread.currentThread().interrupt();
        new Thread(goOn::countDown).start();
        aside.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(done).hasValue("done");
    }
}
