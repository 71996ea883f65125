package dev.mintmark.job;

import dev.mintmark.store.Ledger;
import java.security.SecureRandom;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The Spring context of a run: Spring Batch over the ledger's database, and nothing that an order could change. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class ProductionConfiguration {
    /** Spring's settings: no job starts by itself, the command line is picocli's, standard output is for results. */
    private static final Map<String, Object> SETTINGS = Map.of(
            "spring.batch.job.enabled", "false",
            "spring.flyway.enabled", "false",
            "spring.jmx.enabled", "false",
            // one process holds the ledger: nobody else creates jobs, and SERIALIZABLE would only fail on PostgreSQL
            // now and then
            "spring.batch.jdbc.isolation-level-for-create", "read_committed");

    /** Starts the context; closing it leaves the database open. */
    static ConfigurableApplicationContext start(Ledger ledger, SecureRandom random) {
        // logging is set before the first command; Spring would set it once more, and to standard output
        System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
        return new SpringApplicationBuilder(ProductionConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .addCommandLineProperties(false)
                .properties(SETTINGS)
                .properties("spring.batch.jdbc.initialize-schema="
                        + (ledger.database().hasBatchTables() ? "never" : "always"))
                .initializers(context -> {
                    GenericApplicationContext beans = (GenericApplicationContext) context;
                    beans.registerBean(
                            DataSource.class,
                            () -> ledger.database().dataSource(),
                            definition -> definition.setDestroyMethodName(""));
                    beans.registerBean(JdbcTransactionManager.class, ledger::transactions);
                    beans.registerBean(SecureRandom.class, () -> random);
                })
                .run();
    }

    /** Text in the database, not serialized Java objects. */
    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }

    /** Runs partitions, one on each processor. */
    @Bean
    ThreadPoolTaskExecutor partitionThreads() {
        ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
        threads.setCorePoolSize(Runtime.getRuntime().availableProcessors());
        threads.setThreadNamePrefix("partition-");
        return threads;
    }

    @Bean
    JobControl jobControl(
            JobOperator operator,
            JobRepository repository,
            JdbcTransactionManager transactions,
            ThreadPoolTaskExecutor partitionThreads,
            SecureRandom random) {
        return new JobControl(operator, repository, transactions, partitionThreads, random);
    }
}
