package dev.mintmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds in every package: who alone may do a thing, and how things are named and written. */
final class HouseRulesTest {
    private static final int LONGEST_FILE = 300;

    private static final Pattern SHAPELESS_NAME = Pattern.compile(
            "(Default|Abstract|Base|My)[A-Z].*|.*(Impl|Utils?|Manager|Helper|Dto|Constants|Misc|Common)");

    /** The start of a statement in a string; in the sources, where constants are not inlined yet. */
    private static final Pattern SQL = Pattern.compile(
            "\"\\s*(SELECT|INSERT\\s+INTO|UPDATE|DELETE\\s+FROM|MERGE|CREATE|ALTER|DROP|TRUNCATE|CHECKPOINT|SET)\\s");

    @Test
    void onlyJobKnowsSpringBatchAndOnlyJobControlItsOperator() {
        assertThat(whoKnows("org.springframework.batch").map(House::room)).containsOnly("job");
        assertThat(whoCalls(target -> target.getOwner().getSimpleName().equals("JobOperator")))
                .containsExactly("job.JobControl");
    }

    @Test
    void onlyStoreHoldsSql() {
        List<String> found = new ArrayList<>();
        House.sources().forEach((file, lines) -> {
            if (!file.startsWith("dev/mintmark/store/")) {
                lines.stream().filter(line -> SQL.matcher(line).find()).forEach(line -> found.add(file + ":" + line));
            }
        });

        assertThat(found).isEmpty();
    }

    @Test
    void onePlaceMakesRandomness() {
        assertThat(whoCalls(target -> target.getOwner().isEquivalentTo(java.security.SecureRandom.class)
                        && (isConstructor(target) || target.getName().startsWith("getInstance"))))
                .containsExactly("cli.MintmarkCommand");
    }

    /** Of the JDK's and Bouncy Castle's calls that take a random, those without one find their own. */
    @Test
    void nothingDrawsRandomnessThatItWasNotGiven() {
        assertThat(whoCalls(HouseRulesTest::drawsItsOwn)).isEmpty();
        Set<String> signers =
                whoCalls(target -> target.getOwner().getSimpleName().equals("JcaContentSignerBuilder")
                        && target.getName().equals("build"));
        assertThat(whoCalls(target -> target.getOwner().getSimpleName().equals("JcaContentSignerBuilder")
                        && target.getName().equals("setSecureRandom")))
                .isEqualTo(signers);
    }

    private static boolean drawsItsOwn(AccessTarget target) {
        String call = target.getOwner().getSimpleName() + "." + target.getName();
        boolean given = parameters(target).stream()
                .anyMatch(type -> type.isAssignableTo(java.util.random.RandomGenerator.class));
        return switch (call) {
            case "UUID.randomUUID",
                    "Math.random",
                    "ThreadLocalRandom.current",
                    "CryptoServicesRegistrar.getSecureRandom" -> true;
            case "Signature.initSign", "KeyPairGenerator.initialize", "KeyGenerator.init", "KeyAgreement.init" ->
                !given;
            default -> isConstructor(target) && target.getOwner().isEquivalentTo(java.util.Random.class);
        };
    }

    @Test
    void onePlaceAsksTheSystemForTheTime() {
        assertThat(whoCalls(target -> asksTheTime(target) && parameters(target).isEmpty()))
                .containsExactly("cli.MintmarkCommand");
    }

    private static boolean asksTheTime(AccessTarget target) {
        JavaClass owner = target.getOwner();
        return owner.getPackageName().startsWith("java.time")
                        && (target.getName().equals("now") || target.getName().startsWith("system"))
                || owner.isEquivalentTo(System.class) && target.getName().equals("currentTimeMillis")
                || owner.isEquivalentTo(java.util.Date.class) && isConstructor(target);
    }

    @Test
    void onlyCliSpeaksToThePerson() {
        assertThat(whoCalls(target -> target.getOwner().isEquivalentTo(System.class)
                                && Set.of("out", "err", "in", "console").contains(target.getName())
                        || target.getName().equals("printStackTrace")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("cli."));
    }

    @Test
    void theProcessEndsInTwoPlacesAndSleepsInOne() {
        assertThat(whoCalls(target -> target.getOwner().isEquivalentTo(System.class)
                        && target.getName().equals("exit")))
                .containsExactly("main.Mintmark");
        assertThat(whoCalls(target -> target.getOwner().isEquivalentTo(Runtime.class)
                        && Set.of("halt", "exit", "exec").contains(target.getName())))
                .containsExactly("cli.Interruption");
        assertThat(whoCalls(target -> target.getOwner().isEquivalentTo(Thread.class)
                        && target.getName().equals("sleep")))
                .containsExactly("job.HomeLock");
    }

    /** Its equals would compare addresses, and its caller could change it afterwards: that is what Bytes is for. */
    @Test
    void noRecordHoldsABareArray() {
        List<String> arrays = House.CLASSES.stream()
                .filter(JavaClass::isRecord)
                .flatMap(type -> type.getFields().stream())
                .filter(field -> !field.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.STATIC))
                .filter(field -> field.getRawType().isArray())
                .map(JavaField::getFullName)
                .toList();

        assertThat(arrays).isEmpty();
    }

    @Test
    void noNameIsShapeless() {
        assertThat(House.CLASSES.stream()
                        .map(JavaClass::getSimpleName)
                        .filter(name -> SHAPELESS_NAME.matcher(name).matches()))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() throws IOException {
        List<Path> folders;
        try (Stream<Path> tree = Files.walk(House.SOURCES.resolve("dev/mintmark"))) {
            folders = tree.filter(Files::isDirectory).toList();
        }

        assertThat(folders).hasSizeGreaterThan(20).allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                .content()
                .startsWith("/**"));
    }

    @Test
    void noFileIsTooLongToRead() {
        List<String> tooLong = new ArrayList<>();
        House.sources().forEach((file, lines) -> {
            if (lines.size() > LONGEST_FILE) {
                tooLong.add("%s has %d lines".formatted(file, lines.size()));
            }
        });

        assertThat(tooLong).isEmpty();
    }

    @Test
    void noMockingLibraryIsAtHand() {
        for (String mocks :
                List.of("org.mockito.Mockito", "org.easymock.EasyMock", "io.mockk.MockK", "mockit.Mocked")) {
            assertThat(getClass().getClassLoader().getResource(mocks.replace('.', '/') + ".class"))
                    .as(mocks)
                    .isNull();
        }
    }

    private static Stream<JavaClass> whoKnows(String library) {
        return House.CLASSES.stream().filter(type -> type.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency ->
                        dependency.getTargetClass().getPackageName().startsWith(library)));
    }

    /** Top-level classes with a call, a field access or a method reference of this kind, as {@code package.Name}. */
    private static Set<String> whoCalls(Predicate<AccessTarget> kind) {
        Set<String> callers = new TreeSet<>();
        for (JavaClass type : House.CLASSES) {
            Stream<AccessTarget> targets = Stream.concat(
                    type.getAccessesFromSelf().stream().map(JavaAccess::getTarget),
                    Stream.concat(
                            type.getMethodReferencesFromSelf().stream().map(JavaAccess::getTarget),
                            type.getConstructorReferencesFromSelf().stream().map(JavaAccess::getTarget)));
            if (targets.anyMatch(kind)) {
                JavaClass top = type;
                while (top.getEnclosingClass().isPresent()) {
                    top = top.getEnclosingClass().get();
                }
                callers.add(House.room(top) + "." + top.getSimpleName());
            }
        }
        return callers;
    }

    private static boolean isConstructor(AccessTarget target) {
        return target instanceof AccessTarget.ConstructorCallTarget
                || target instanceof AccessTarget.ConstructorReferenceTarget;
    }

    private static List<JavaClass> parameters(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget unit ? unit.getRawParameterTypes() : List.of();
    }
}
