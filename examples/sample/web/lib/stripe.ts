import Stripe from "stripe";
import { stripeSecretKey } from "./env";

let client: Stripe | undefined;

/** One client per process; pages that sell nothing never make one. */
export function stripe(): Stripe {
  client ??= new Stripe(stripeSecretKey());
  return client;
}
