import type { FastifyInstance, FastifyRequest } from "fastify";
import { refuse, refuseWith } from "../errors/problem.ts";
import type { House } from "../house/house.ts";
import type { OpenPractice } from "../house/practice.ts";
import type { SenderSettings } from "../senders/settings.ts";
import { isFromTwilio, isSigned } from "../senders/transports/signature.ts";
import { connectorTold } from "./connector-told.ts";
import { smsReplied, smsStatus } from "./sms-told.ts";

const LARGEST = 256 * 1024;
/** What text messages' provider takes for "thank you, there is nothing to say". */
const NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>';

/**
 * Where other systems tell something by themselves: nobody is signed in, the signature says who it is. Whose signature
 * does not fit learns nothing, not even whether there is such a practice.
 */
export async function hookRoutes(api: FastifyInstance, house: House, senders: SenderSettings): Promise<void> {
  // A signature is over the bytes as they came.
  api.removeAllContentTypeParsers();
  api.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: LARGEST }, (_request, body, done) =>
    done(null, body),
  );
  const options = { config: { open: true }, schema: { tags: ["hooks"] } };

  api.post("/hooks/:practice/:connector", options, async (request, reply) => {
    const { practice: id, connector } = paramsOf(request);
    const known = Object.hasOwn(senders.connectors, connector) ? senders.connectors[connector] : undefined;
    const body = bytesOf(request);
    const messageId = header(request, "webhook-id");
    const signed = {
      ...{ id: messageId, body },
      ...{ timestamp: header(request, "webhook-timestamp"), signature: header(request, "webhook-signature") },
    };
    if (!known || !isSigned(known.secret, signed, Date.now())) throw refuse("signature_invalid");
    const practice = await practiceOf(house, id);
    const done = await connectorTold(practice, house.backing, connector, messageId ?? "", body);
    if (!done.ok) throw refuseWith(done);
    return reply.header("cache-control", "no-store").send({ seq: done.seq ?? practice.crier.seq });
  });

  const sms = async (request: FastifyRequest) => {
    const form = Object.fromEntries(new URLSearchParams(bytesOf(request).toString("utf8")));
    const { publicUrl, sms: settings } = senders;
    const isOurs =
      settings !== null &&
      publicUrl !== null &&
      isFromTwilio(settings.token, `${publicUrl}${request.url}`, form, header(request, "x-twilio-signature"));
    if (!isOurs) throw refuse("signature_invalid");
    return { practice: await practiceOf(house, paramsOf(request)["practice"] ?? ""), form };
  };

  api.post("/hooks/:practice/sms/status", options, async (request, reply) => {
    const { practice, form } = await sms(request);
    const { effect } = request.query as { effect?: string };
    await smsStatus(practice, house.backing, effect ?? "", form);
    return reply.code(204).send();
  });

  api.post("/hooks/:practice/sms/reply", options, async (request, reply) => {
    const { practice, form } = await sms(request);
    await smsReplied(practice, house.backing, form);
    return reply.type("text/xml").send(NOTHING_TO_SAY);
  });
}

async function practiceOf(house: House, id: string): Promise<OpenPractice> {
  const known = (await house.backing.practices()).some((one) => one.id === id);
  if (!known) throw refuse("signature_invalid");
  return house.practice(id);
}

const paramsOf = (request: FastifyRequest) => request.params as Record<"practice" | "connector", string>;
const bytesOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0));
const header = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
};
