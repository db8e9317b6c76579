// The calm page every sign-in step stands on: the house's name, one white sheet, language and type size below.
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { answer, api } from "../../api/client";
import { Header } from "../../ui/Header";
import { LanguageSwitch } from "../../ui/LanguageSwitch";
import { TextSize } from "../../ui/TextSize";
import styles from "./SigninSheet.module.css";

export interface SigninSheetProps {
  title?: string;
  /** Room for words and pad side by side on a lying tablet. */
  wide?: boolean;
  children: ReactNode;
}

export function SigninSheet({ title, wide = false, children }: SigninSheetProps) {
  const { t, i18n } = useTranslation();
  const house = useQuery({ queryKey: ["house"], queryFn: () => answer(api.GET("/api/house")) });
  const name = i18n.language === "en" ? house.data?.name_en : house.data?.name;
  return (
    <div className={styles.page}>
      <Header title={name} />
      <main className={styles.main}>
        <div className={`${styles.sheet} ${wide ? styles.wide : ""}`}>
          {title && <h1 className={styles.title}>{title}</h1>}
          {children}
        </div>
        {house.data?.demo && <p className={styles.demo}>{t("signin.demo")}</p>}
      </main>
      <footer className={styles.foot}>
        <LanguageSwitch />
        <TextSize />
      </footer>
    </div>
  );
}
