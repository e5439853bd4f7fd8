/** Fails at the first use rather than with a strange error later. */
function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; see .env.local.example`);
  return value;
}

export const apiUrl = () => required("API_URL");
export const sessionSecret = () => required("SESSION_SECRET");
export const stripeSecretKey = () => required("STRIPE_SECRET_KEY");
export const stripeWebhookSecret = () => required("STRIPE_WEBHOOK_SECRET");

/** Errors are reported only where an address is known. */
export const sentryDsn = process.env.SENTRY_DSN || "";
