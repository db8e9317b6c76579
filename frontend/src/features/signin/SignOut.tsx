// Signs out, and leaves nothing of the account in memory.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { Button } from "../../ui/Button";
import { LeaveIcon } from "../../ui/Icon";
import { eraseAll } from "../../vault/keeper";

export function SignOut() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: async () => {
      // Before anything else, and also where the server is away: whoever signs out leaves nothing on the tablet.
      await eraseAll();
      await answer(api.DELETE("/api/session"));
    },
    onSuccess: async () => {
      await navigate({ to: "/signin" });
      queries.clear();
    },
  });
  return (
    <Button busy={leave.isPending} icon={<LeaveIcon size={20} />} onClick={() => leave.mutate()}>
      {t("common.signOut")}
    </Button>
  );
}
