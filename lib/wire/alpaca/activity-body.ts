/** The shapes and names of GET /v2/account/activities (alpaca-wire.md §1.4). */
import { z } from "zod";
import { DecimalText } from "./decimal-text";

/** All that Alpaca names; many never happen on paper and list nothing. */
export const ACTIVITY_TYPES = [
  ..."FILL TRANS MISC ACATC ACATS CFEE CGD CSD CSW DIV DIVCGL DIVCGS DIVFEE DIVFT DIVNRA DIVROC".split(
    " ",
  ),
  ..."DIVTW DIVTXEX FEE INT INTNRA INTTW JNL JNLC JNLS MA NC OPASN OPCA OPCSH OPEXC OPEXP OPTRD".split(
    " ",
  ),
  ..."PTC PTR REORG SPIN SPLIT FOPT OCT VOF WH".split(" "),
];

const FillActivity = z
  .strictObject({
    activity_type: z.literal("FILL"),
    id: z.string(),
    cum_qty: DecimalText,
    leaves_qty: DecimalText,
    price: DecimalText,
    qty: DecimalText,
    side: z.enum(["buy", "sell"]),
    symbol: z.string(),
    transaction_time: z.iso.datetime(),
    order_id: z.uuid(),
    order_status: z.enum(["filled", "partially_filled"]),
    type: z.enum(["fill", "partial_fill"]),
  })
  .meta({ id: "FillActivity" });

/** Fields that do not apply are absent. */
const NonTradeActivity = z
  .strictObject({
    activity_type: z.enum(ACTIVITY_TYPES.filter((type) => type !== "FILL")),
    activity_sub_type: z.string().optional(),
    id: z.string(),
    date: z.iso.date(),
    created_at: z.iso.datetime(),
    net_amount: DecimalText,
    description: z.string(),
    status: z.literal("executed"),
    currency: z.literal("USD"),
    symbol: z.string().optional(),
    group_id: z.uuid().optional(),
    qty: DecimalText.optional(),
    price: DecimalText.optional(),
    per_share_amount: DecimalText.optional(),
  })
  .meta({ id: "NonTradeActivity" });

export const ActivityBody = z.union([FillActivity, NonTradeActivity]);
