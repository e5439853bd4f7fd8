import { cart } from "../../lib/cart";
import { stripe } from "../../lib/stripe";

export default async function Checkout() {
  const { items = [] } = await cart();
  const session = await stripe().checkout.sessions.create({
    mode: "payment",
    ui_mode: "embedded",
    line_items: items.map(({ card, quantity }) => ({ price: card, quantity })),
    return_url: `${process.env.NEXT_PUBLIC_APP_URL}/thanks`,
  });
  return (
    <main
      id="checkout"
      data-key={process.env.NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY}
      data-client-secret={session.client_secret}
    />
  );
}
