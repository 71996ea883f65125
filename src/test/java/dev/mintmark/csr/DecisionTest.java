package dev.mintmark.csr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mintmark.csr.CheckedRequest.Accepted;
import dev.mintmark.csr.Decided.AlreadyIssued;
import dev.mintmark.csr.Decided.Supersede;
import dev.mintmark.csr.Decided.Take;
import dev.mintmark.format.Bytes;
import dev.mintmark.order.MacAddress;
import dev.mintmark.order.ModuleId;
import dev.mintmark.order.OrderId;
import dev.mintmark.order.SerialNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The brief's table "the same CSR again", each row in one batch and over two. */
class DecisionTest {
    private static final OrderId ORDER = new OrderId("PO-1");
    private static final Bytes MONDAY = Bytes.sha256Of(new byte[] {1});
    private static final Bytes TUESDAY = Bytes.sha256Of(new byte[] {2});

    private final FakeIssuedModules ledger = new FakeIssuedModules();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameOrderSameIdSameKeyIsTheSameModule(boolean oneBatch) {
        assertThat(decide(oneBatch, request("a", 1), request("b", 2), request("b", 2)))
                .containsExactly(
                        new Take(1, request("a", 1)),
                        new Take(2, request("b", 2)),
                        new AlreadyIssued("b", new ModuleId("b"), 2, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameOrderSameKeyOtherIdIsRefused(boolean oneBatch) {
        Refused refused = refused(decide(oneBatch, request("a", 1), request("b", 1)), 1);

        assertThat(refused.code()).isEqualTo(RejectCode.DUPLICATE_KEY);
        assertThat(refused.reason()).isEqualTo("key %s is that of module a", key(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sameOrderSameIdOtherKeyIsRefused(boolean oneBatch) {
        Refused refused = refused(decide(oneBatch, request("a", 1), request("a", 2)), 1);

        assertThat(refused.code()).isEqualTo(RejectCode.DUPLICATE_MODULE_ID);
    }

    @Test
    void sameOrderSameIdOtherKeyInALaterSubmissionIsRekeyed() {
        decide(decision(9, 9), MONDAY, request("a", 1));

        Refused refused = refused(decide(decision(9, 9), TUESDAY, request("a", 2)), 0);

        assertThat(refused.code()).isEqualTo(RejectCode.MODULE_REKEYED);
        assertThat(refused.reason()).isEqualTo("module a was taken with key %s", key(1));
    }

    @Test
    void aRequestThatNamesTheLiveKeySupersedesIt() {
        Accepted second = superseding("a", 2, 1);
        Accepted third = superseding("a", 3, 2);

        assertThat(decide(false, request("a", 1), second, third, superseding("a", 4, 1)))
                .startsWith(new Take(1, request("a", 1)), new Supersede(2, second, 1), new Supersede(3, third, 2))
                .last()
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(RejectCode.UNKNOWN_SUPERSEDED_KEY));
    }

    @Test
    void aKeyThatIsInNoDeliveryYetDoesNotGiveWay() {
        assertThat(refused(decide(true, request("a", 1), superseding("a", 2, 1)), 1)
                        .code())
                .isEqualTo(RejectCode.SUPERSEDES_UNDELIVERED);
    }

    @Test
    void supersedingWhatWasNeverTakenIsRefused() {
        assertThat(refused(decide(true, superseding("a", 2, 1)), 0).code())
                .isEqualTo(RejectCode.UNKNOWN_SUPERSEDED_KEY);
    }

    @Test
    void aSupersededKeySentAgainIsNotTakenAgain() {
        assertThat(decide(false, request("a", 1), superseding("a", 2, 1), request("a", 1), superseding("a", 2, 1)))
                .endsWith(
                        new AlreadyIssued("a", new ModuleId("a"), 1, true),
                        new AlreadyIssued("a", new ModuleId("a"), 2, false));
    }

    @Test
    void supersedingKeysCountAgainstTheSparesAndNotTheQuantity() {
        List<Decided> decided = decide(
                false,
                decision(2, 1),
                request("a", 1),
                superseding("a", 2, 1),
                request("b", 3),
                superseding("b", 4, 3));

        assertThat(decided.get(2)).isEqualTo(new Take(3, request("b", 3)));
        assertThat(refused(decided, 3).code()).isEqualTo(RejectCode.SPARES_EXCEEDED);
        assertThat(ledger.tally(ORDER)).isEqualTo(new IssuedModules.Tally(2, 1));
    }

    @Test
    void aKeyOfAnotherOrderIsAReplayThatNamesTheOrder() {
        decide(decision(9, 0), MONDAY, request("a", 1));
        Decision other = new Decision(new OrderId("PO-2"), 9, 0, Set.of(), ledger);

        Refused refused =
                (Refused) other.decide(TUESDAY, List.of(request("a", 1))).get(0);

        assertThat(refused.code()).isEqualTo(RejectCode.REPLAY);
        assertThat(refused.reason()).contains("taken for order PO-1, module a");
    }

    @Test
    void theSameModuleMayComeWithAnotherKeyInAnotherOrder() {
        decide(decision(9, 0), MONDAY, request("a", 1));
        Decision other = new Decision(new OrderId("PO-2"), 9, 0, Set.of(), ledger);

        assertThat(other.decide(TUESDAY, List.of(request("a", 2)))).containsExactly(new Take(1, request("a", 2)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theFirstGoodOnesAreTakenAndTheRestExceedTheQuota(boolean oneBatch) {
        Refused bad = new Refused("x", "x", RejectCode.CSR_MALFORMED, "noise");

        List<Decided> decided = decide(
                oneBatch, decision(2, 0), request("a", 1), bad, request("b", 2), request("c", 3), request("a", 1));

        assertThat(decided.get(1)).isSameAs(bad);
        assertThat(decided.get(2)).isEqualTo(new Take(2, request("b", 2)));
        assertThat(refused(decided, 3).code()).isEqualTo(RejectCode.QUOTA_EXCEEDED);
        assertThat(decided.get(4)).isInstanceOf(AlreadyIssued.class);
    }

    @Test
    void aModuleThatTheOrderDoesNotListIsRefused() {
        Decision listed = new Decision(ORDER, 9, 0, Set.of(new ModuleId("a")), ledger);

        List<Decided> decided = listed.decide(MONDAY, List.of(request("b", 2), request("a", 1)));

        assertThat(refused(decided, 0).code()).isEqualTo(RejectCode.MODULE_NOT_ORDERED);
        assertThat(decided.get(1)).isEqualTo(new Take(1, request("a", 1)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void serialNumbersAndMacsAreOfOneModuleOnly(boolean oneBatch) {
        Accepted first = labelled("a", 1, "SN1", "020000000001");

        List<Decided> decided = decide(
                oneBatch, first, labelled("b", 2, "SN1", "020000000002"), labelled("c", 3, "SN3", "020000000001"));

        assertThat(refused(decided, 1).code()).isEqualTo(RejectCode.DUPLICATE_SERIAL_NUMBER);
        assertThat(refused(decided, 2).code()).isEqualTo(RejectCode.DUPLICATE_MAC);
    }

    @Test
    void aNewKeyKeepsTheModulesSerialNumberAndMac() {
        Accepted first = labelled("a", 1, "SN1", "020000000001");
        Accepted second = new Accepted(
                "a",
                first.module(),
                first.serialNumber(),
                first.mac(),
                Optional.of(key(1)),
                Optional.empty(),
                spki(2),
                key(2),
                Optional.empty());

        assertThat(decide(false, first, second)).endsWith(new Supersede(2, second, 1));
    }

    /** The first salt is in the ledger, and would go into the image: nobody may think that the second does. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameKeyWithAnotherSaltIsRefused(boolean oneBatch) {
        List<Decided> decided =
                decide(oneBatch, salted("a", 1, 1), salted("a", 1, 1), salted("a", 1, 2), request("a", 1));

        assertThat(decided.get(1)).isInstanceOf(AlreadyIssued.class);
        assertThat(refused(decided, 2).code()).isEqualTo(RejectCode.KEY_SALT_DIFFERS);
        assertThat(decided.get(3)).isInstanceOf(AlreadyIssued.class);
    }

    @Test
    void batchesOfAnySizeDecideTheSame() {
        Random random = new Random(4);
        List<Accepted> requests = IntStream.range(0, 300)
                .mapToObj(i -> {
                    String id = "m" + random.nextInt(60);
                    return random.nextInt(4) == 0
                            ? superseding(id, random.nextInt(90), random.nextInt(90))
                            : request(id, random.nextInt(90));
                })
                .toList();
        Set<List<String>> outcomes = Stream.of(1, 7, 64, 300)
                .map(size -> outcome(requests, size))
                .collect(java.util.stream.Collectors.toSet());

        assertThat(outcomes).hasSize(1);
    }

    @Test
    void aRunThatDiedBetweenBatchesDecidesTheRestAsIfItHadNot() {
        List<Accepted> requests =
                IntStream.range(0, 20).mapToObj(i -> request("m" + i, i)).toList();
        decide(decision(15, 0), MONDAY, requests.subList(0, 8).toArray(Accepted[]::new));

        List<Decided> again = decide(decision(15, 0), MONDAY, requests.toArray(Accepted[]::new));

        assertThat(again.subList(0, 8)).allMatch(AlreadyIssued.class::isInstance);
        assertThat(again.subList(8, 15)).allMatch(Take.class::isInstance);
        assertThat(again.get(14)).isEqualTo(new Take(15, requests.get(14)));
        assertThat(again.subList(15, 20)).allMatch(Refused.class::isInstance);
    }

    private static List<String> outcome(List<Accepted> requests, int size) {
        FakeIssuedModules fresh = new FakeIssuedModules();
        Decision decision = new Decision(ORDER, 40, 5, Set.of(), fresh);
        List<String> outcome = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += size) {
            List<Decided> batch =
                    decision.decide(MONDAY, requests.subList(from, Math.min(from + size, requests.size())));
            fresh.write(ORDER, MONDAY, batch);
            batch.forEach(decided -> outcome.add(decided.toString()));
        }
        return outcome;
    }

    private Decision decision(int quantity, int spares) {
        return new Decision(ORDER, quantity, spares, Set.of(), ledger);
    }

    private List<Decided> decide(boolean oneBatch, CheckedRequest... requests) {
        return decide(oneBatch, decision(9, 9), requests);
    }

    private List<Decided> decide(boolean oneBatch, Decision decision, CheckedRequest... requests) {
        if (oneBatch) {
            return decide(decision, MONDAY, requests);
        }
        return Arrays.stream(requests)
                .flatMap(request -> decide(decision, MONDAY, request).stream())
                .peek(decided -> ledger.deliver())
                .toList();
    }

    private List<Decided> decide(Decision decision, Bytes submission, CheckedRequest... requests) {
        List<Decided> decided = decision.decide(submission, List.of(requests));
        ledger.write(ORDER, submission, decided);
        return decided;
    }

    private static Refused refused(List<Decided> decided, int at) {
        assertThat(decided.get(at)).isInstanceOf(Refused.class);
        return (Refused) decided.get(at);
    }

    private static Accepted request(String id, int key) {
        return accepted(id, key, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Accepted superseding(String id, int key, int old) {
        return accepted(id, key, Optional.empty(), Optional.empty(), Optional.of(key(old)));
    }

    private static Accepted labelled(String id, int key, String serialNumber, String mac) {
        return accepted(
                id,
                key,
                Optional.of(new SerialNumber(serialNumber)),
                Optional.of(new MacAddress(mac)),
                Optional.empty());
    }

    private static Accepted accepted(
            String id,
            int key,
            Optional<SerialNumber> serialNumber,
            Optional<MacAddress> mac,
            Optional<Bytes> supersedes) {
        return new Accepted(
                id,
                new ModuleId(id),
                serialNumber,
                mac,
                supersedes,
                Optional.empty(),
                spki(key),
                key(key),
                Optional.empty());
    }

    private static Accepted salted(String id, int key, int salt) {
        Accepted request = request(id, key);
        return new Accepted(
                id,
                request.module(),
                request.serialNumber(),
                request.mac(),
                request.supersedes(),
                Optional.of(key(salt)),
                request.spki(),
                request.spkiSha256(),
                Optional.empty());
    }

    private static Bytes spki(int key) {
        return Bytes.of((byte) 0x30, (byte) key);
    }

    private static Bytes key(int key) {
        return spki(key).sha256Digest();
    }
}
