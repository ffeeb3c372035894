/**
 * The way of an order through the processes, for OpenTelemetry: on when OTEL_EXPORTER_OTLP_ENDPOINT is set.
 *
 * An order's id is its trace's id. Web and worker meet in Postgres and Redis, where nothing of a request
 * travels with an order; its id does, so whoever has one finds the other (docs/adr/0026).
 */
import { type Attributes, ROOT_CONTEXT, TraceFlags, type Tracer, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import type { Env } from "../env";

interface Tracing {
  readonly tracer: Tracer;
  flush(): Promise<void>;
}

/** Shared by the copies of this module that Next makes. */
const holder = globalThis as { raxxTracing?: Tracing | null };

/** Starts tracing as `service`, if the environment says where to. */
export function startTracing(env: Pick<Env, "OTEL_EXPORTER_OTLP_ENDPOINT">, service: string): void {
  // The exporter reads the endpoint and its headers from the environment by their standard names.
  if (env.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined) traceTo(new OTLPTraceExporter(), service);
}

/** Traces to an exporter. */
export function traceTo(exporter: SpanExporter, service: string): void {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ "service.name": `raxx-${service}` }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  holder.raxxTracing = {
    tracer: provider.getTracer("raxx"),
    flush: () => provider.forceFlush(),
  };
}

/** Sends what is not sent yet; for a process that ends. */
export async function flushTraces(): Promise<void> {
  await holder.raxxTracing?.flush().catch(() => undefined);
}

export interface OrderSpan {
  readonly name: string;
  /** As `performance.now()` had it when the work began; it ends now. */
  readonly startMs: number;
  readonly attributes: Attributes;
}

/** Writes down one piece of work on an order. */
export function traceOrder(orderId: string, { name, startMs, attributes }: OrderSpan): void {
  const tracing = holder.raxxTracing ?? null;
  if (tracing === null) return;
  const traceId = orderId.replaceAll("-", "");
  // The root nobody records: every piece hangs on the same one, in whichever process it was made.
  const root = { traceId, spanId: traceId.slice(16), traceFlags: TraceFlags.SAMPLED };
  const context = trace.setSpanContext(ROOT_CONTEXT, { ...root, isRemote: true });
  const startTime = performance.timeOrigin + startMs;
  tracing.tracer.startSpan(name, { startTime, attributes }, context).end();
}
