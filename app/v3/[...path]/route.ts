import { mountProgramApi } from "@/lib/http/next/mount";

export {
  mountProgramApi as DELETE,
  mountProgramApi as GET,
  mountProgramApi as PATCH,
  mountProgramApi as POST,
  mountProgramApi as PUT,
};
