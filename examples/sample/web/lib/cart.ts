import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import { sessionSecret } from "./env";

export interface Cart {
  items: { card: string; quantity: number }[];
}

/** The cart of whoever sent the request; it lives in a signed cookie. */
export async function cart() {
  return getIronSession<Cart>(await cookies(), {
    cookieName: "fernpost-cart",
    password: sessionSecret(),
  });
}
