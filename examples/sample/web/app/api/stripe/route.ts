import { apiUrl, stripeWebhookSecret } from "../../../lib/env";
import { stripe } from "../../../lib/stripe";

/** Stripe calls this when somebody has paid; the order then goes to the printer. */
export async function POST(request: Request) {
  const signature = request.headers.get("stripe-signature") ?? "";
  const event = stripe().webhooks.constructEvent(
    await request.text(),
    signature,
    stripeWebhookSecret(),
  );
  if (event.type === "checkout.session.completed") {
    await fetch(`${apiUrl()}/orders`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ payment: event.data.object.id }),
    });
  }
  return new Response(null, { status: 204 });
}
