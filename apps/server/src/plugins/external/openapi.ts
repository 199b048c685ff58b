import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";

/** The OpenAPI document, made from the very schemas that check the requests. */
export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Corridor",
        version: "1",
        description: "Moves patient cards through a medical practice.",
      },
      components: {
        securitySchemes: { session: { type: "apiKey", in: "cookie", name: "corridor_session" } },
      },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  });
}
