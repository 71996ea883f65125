package dev.mintmark.cli;

import dev.mintmark.job.Home;
import dev.mintmark.job.OrderOutcome;
import dev.mintmark.job.OrderStatus;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Statuses and outcomes as JSON, for programs. */
final class OutcomeJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OutcomeJson() {}

    static String write(List<OrderOutcome> outcomes, Home home) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode orders = root.putArray("orders");
        for (OrderOutcome outcome : outcomes) {
            ObjectNode order = status(orders.addObject(), outcome.status());
            order.put("result", outcome.result().name().toLowerCase(java.util.Locale.ROOT));
            order.put("refused_now", outcome.rejected());
            order.put("detail", outcome.detail());
            order.put("report", home.order(outcome.order()).reportHtml().toString());
            ArrayNode made = order.putArray("made");
            outcome.made()
                    .forEach(number -> made.add(
                            home.order(outcome.order()).delivery(number).toString()));
        }
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    static ObjectNode status(ObjectNode order, OrderStatus status) {
        order.put("order", status.order().value());
        order.put("state", status.state().word());
        order.put("quantity", status.quantity());
        order.put("accepted", status.accepted());
        order.put("issued", status.issued());
        order.put("delivered", status.delivered());
        order.put("open", status.open());
        order.put("refused", status.rejected());
        order.put("deliveries", status.deliveries());
        order.put("acknowledged", status.acknowledged());
        return order;
    }
}
