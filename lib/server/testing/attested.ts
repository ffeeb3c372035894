/** A user's word ($1) that they are no market professional: without it a paid plan lives in the delayed world. */
export const ATTEST =
  "INSERT INTO data_attestations (id, user_id, by) VALUES (gen_random_uuid(), $1, 'user')";
