package dev.mintmark.cli;

import dev.mintmark.job.Home;
import dev.mintmark.job.OrderOutcome;
import dev.mintmark.job.OrderStatus;
import dev.mintmark.order.FaultyOrder;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Statuses and outcomes as JSON, for programs. */
final class OutcomeJson {
    private OutcomeJson() {}

    static String write(List<OrderOutcome> outcomes, List<FaultyOrder> faulty, Home home) {
        ObjectNode root = PrettyJson.object();
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
        ArrayNode notRun = root.putArray("not_run");
        for (FaultyOrder order : faulty) {
            ArrayNode faults = notRun.addObject().put("order", order.name()).putArray("faults");
            order.faults().forEach(fault -> faults.addObject()
                    .put("where", fault.where())
                    .put("what", fault.what())
                    .put("hint", fault.hint()));
        }
        return PrettyJson.text(root);
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
