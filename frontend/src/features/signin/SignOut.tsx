// Signs out, and leaves nothing of the account in memory.
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { Button } from "../../ui/Button";
import { LeaveIcon } from "../../ui/Icon";

export function SignOut() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => answer(api.DELETE("/api/session")),
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
