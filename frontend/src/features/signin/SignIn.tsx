// The sign-in page: a paired tablet asks for its owner's PIN, any other browser for a name and password.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { Refusal } from "../../api/problem";
import { Button } from "../../ui/Button";
import { Loading } from "../../ui/State";
import { eraseAll } from "../../vault/keeper";
import { noteSession } from "../../vault/session";
import { PasswordForm } from "./PasswordForm";
import { PinForm } from "./PinForm";
import { SigninSheet } from "./SigninSheet";
import { type Session, sessionQuery } from "./session";

export function SignIn() {
  const { t } = useTranslation();
  const { to = "/" } = useSearch({ from: "/signin" });
  const router = useRouter();
  const queries = useQueryClient();
  const [byPassword, setByPassword] = useState(false);
  const device = useQuery({
    queryKey: ["device"],
    retry: false,
    queryFn: async () => {
      try {
        return await answer(api.GET("/api/device"));
      } catch (error) {
        if (!(error instanceof Refusal && error.status === 404)) throw error;
        // No tablet of this house, or one no more: it keeps nothing.
        await eraseAll();
        return null;
      }
    },
  });

  const enter = (session: Session) => {
    // Nothing the previous account has read may stay in memory.
    queries.clear();
    queries.setQueryData(sessionQuery.queryKey, session);
    void noteSession(session).catch(() => {});
    router.history.replace(to);
  };

  if (device.isPending) return <Loading />;
  if (device.data && !byPassword) {
    return (
      <SigninSheet wide>
        <PinForm
          device={device.data}
          onEnter={enter}
          other={
            <Button variant="quiet" onClick={() => setByPassword(true)}>
              {t("signin.notMe")}
            </Button>
          }
        />
      </SigninSheet>
    );
  }
  return (
    <SigninSheet title={t("signin.title")}>
      <PasswordForm onEnter={enter} />
      {device.data && (
        <Button variant="quiet" onClick={() => setByPassword(false)}>
          {t("signin.backToPin")}
        </Button>
      )}
    </SigninSheet>
  );
}
