//! Accounts, sign-ins, tablets and the invitations that pair them. Secrets are kept as hashes only.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::{
    ids::{AccountId, DeviceId, PairingId, PersonId, SessionId},
    person::HouseRole,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};

use crate::{
    Store, StoreError,
    backend::{Ring, begin_write, is_conflict, ring},
    entity::{account, device, pairing, session},
};

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Id.
    pub account_id: AccountId,
    /// What they type.
    pub login: String,
    /// How the journal names them.
    pub name: String,
    /// Argon2id, PHC format.
    pub password_hash: String,
    /// Role in the house.
    pub house_role: HouseRole,
    /// Who they are in the directory.
    pub person_id: Option<PersonId>,
}

/// A sign-in on one browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Id.
    pub session_id: SessionId,
    /// Whose.
    pub account_id: AccountId,
    /// On which tablet, if on a paired one.
    pub device_id: Option<DeviceId>,
    /// SHA-256 of the cookie's token, hex.
    pub token_hash: String,
    /// Begun.
    pub created_at: DateTime<Utc>,
    /// Valid until.
    pub expires_at: DateTime<Utc>,
}

/// A paired tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Id.
    pub device_id: DeviceId,
    /// Whose.
    pub account_id: AccountId,
    /// What its user called it.
    pub name: String,
    /// SHA-256 of the device cookie's token, hex.
    pub token_hash: String,
    /// Argon2id of the PIN.
    pub pin_hash: String,
    /// Wrong PINs it may still take.
    pub tries_left: u32,
    /// Paired.
    pub paired_at: DateTime<Utc>,
    /// Last sign-in.
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// An invitation for one tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// Id.
    pub pairing_id: PairingId,
    /// For whom.
    pub account_id: AccountId,
    /// Valid until.
    pub expires_at: DateTime<Utc>,
    /// The tablet that took it.
    pub device_id: Option<DeviceId>,
}

fn read_account(row: account::Model) -> Result<Account, StoreError> {
    Ok(Account {
        house_role: row.house_role.parse().map_err(|_| StoreError::Corrupt {
            table: "account",
            row: row.id.to_string(),
            why: format!("house role {}", row.house_role),
        })?,
        account_id: AccountId(row.id),
        login: row.login,
        name: row.name,
        password_hash: row.password_hash,
        person_id: row.person_id.map(PersonId),
    })
}

fn read_device(row: device::Model) -> Device {
    Device {
        device_id: DeviceId(row.id),
        account_id: AccountId(row.account_id),
        name: row.name,
        token_hash: row.token_hash,
        pin_hash: row.pin_hash,
        tries_left: row.tries_left.unsigned_abs(),
        paired_at: row.paired_at,
        last_seen_at: row.last_seen_at,
    }
}

fn read_pairing(row: pairing::Model) -> Pairing {
    Pairing {
        pairing_id: PairingId(row.id),
        account_id: AccountId(row.account_id),
        expires_at: row.expires_at,
        device_id: row.device_id.map(DeviceId),
    }
}

pub(crate) async fn insert_accounts(db: &impl ConnectionTrait, accounts: &[Account]) -> Result<(), DbErr> {
    for new in accounts {
        let role: &str = new.house_role.into();
        let row = account::ActiveModel {
            id: Set(new.account_id.0),
            login: Set(new.login.clone()),
            name: Set(new.name.clone()),
            password_hash: Set(new.password_hash.clone()),
            house_role: Set(role.to_owned()),
            person_id: Set(new.person_id.map(|id| id.0)),
        };
        account::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

impl Store {
    /// Adds accounts, all or none.
    pub async fn add_accounts(&self, accounts: &[Account]) -> Result<(), StoreError> {
        let transaction = begin_write(&self.writer).await?;
        insert_accounts(&transaction, accounts).await?;
        Ok(transaction.commit().await?)
    }

    /// The account with this login.
    pub async fn account_by_login(&self, login: &str) -> Result<Option<Account>, StoreError> {
        account::Entity::find().filter(account::Column::Login.eq(login)).one(&self.db).await?.map(read_account).transpose()
    }

    /// The account of a person.
    pub async fn account_of_person(&self, person_id: PersonId) -> Result<Option<Account>, StoreError> {
        account::Entity::find().filter(account::Column::PersonId.eq(person_id.0)).one(&self.db).await?.map(read_account).transpose()
    }

    /// An account.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        account::Entity::find_by_id(id.0).one(&self.db).await?.map(read_account).transpose()
    }

    /// Begins a session.
    pub async fn begin_session(&self, new: &Session) -> Result<(), StoreError> {
        let row = session::ActiveModel {
            id: Set(new.session_id.0),
            account_id: Set(new.account_id.0),
            device_id: Set(new.device_id.map(|id| id.0)),
            token_hash: Set(new.token_hash.clone()),
            created_at: Set(new.created_at),
            expires_at: Set(new.expires_at),
        };
        session::Entity::insert(row).exec_without_returning(&self.writer).await?;
        Ok(())
    }

    /// The session with this token hash that is still valid at `now`, with its account.
    pub async fn session(&self, token_hash: &str, now: DateTime<Utc>) -> Result<Option<(Session, Account)>, StoreError> {
        let row = session::Entity::find()
            .filter(session::Column::TokenHash.eq(token_hash))
            .filter(session::Column::ExpiresAt.gt(now))
            .one(&self.db)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let account = self.account(AccountId(row.account_id)).await?;
        let session = Session {
            session_id: SessionId(row.id),
            account_id: AccountId(row.account_id),
            device_id: row.device_id.map(DeviceId),
            token_hash: row.token_hash,
            created_at: row.created_at,
            expires_at: row.expires_at,
        };
        Ok(account.map(|account| (session, account)))
    }

    /// Ends a session.
    pub async fn end_session(&self, id: SessionId) -> Result<(), StoreError> {
        let transaction = begin_write(&self.writer).await?;
        // Whoever signs out leaves nothing readable on the tablet.
        crate::vault::erase_keys_of(&transaction, id).await?;
        session::Entity::delete_by_id(id.0).exec(&transaction).await?;
        ring(&transaction, Ring::SignedOut(id)).await?;
        Ok(transaction.commit().await?)
    }

    /// Those of `sessions` that still stand.
    pub async fn still_signed_in(&self, sessions: &[SessionId], now: DateTime<Utc>) -> Result<HashSet<SessionId>, StoreError> {
        let mut still = HashSet::new();
        for chunk in sessions.chunks(1_000) {
            let rows = session::Entity::find()
                .select_only()
                .column(session::Column::Id)
                .filter(session::Column::Id.is_in(chunk.iter().map(|session| session.0)))
                .filter(session::Column::ExpiresAt.gt(now))
                .into_tuple::<uuid::Uuid>()
                .all(&self.db)
                .await?;
            still.extend(rows.into_iter().map(SessionId));
        }
        Ok(still)
    }

    /// Forgets sessions and pairings that are over. Returns how many sessions.
    pub async fn forget_expired(&self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        pairing::Entity::delete_many().filter(pairing::Column::ExpiresAt.lt(now - chrono::TimeDelta::days(1))).exec(&self.writer).await?;
        Ok(session::Entity::delete_many().filter(session::Column::ExpiresAt.lt(now)).exec(&self.writer).await?.rows_affected)
    }

    /// Keeps an invitation.
    pub async fn add_pairing(&self, new: &Pairing, code_hash: &str) -> Result<(), StoreError> {
        let row = pairing::ActiveModel {
            id: Set(new.pairing_id.0),
            account_id: Set(new.account_id.0),
            code_hash: Set(code_hash.to_owned()),
            expires_at: Set(new.expires_at),
            device_id: Set(None),
        };
        pairing::Entity::insert(row).exec_without_returning(&self.writer).await?;
        Ok(())
    }

    /// An invitation.
    pub async fn pairing(&self, id: PairingId) -> Result<Option<Pairing>, StoreError> {
        Ok(pairing::Entity::find_by_id(id.0).one(&self.db).await?.map(read_pairing))
    }

    /// The invitation with this code, taken or not.
    pub async fn pairing_by_code(&self, code_hash: &str) -> Result<Option<Pairing>, StoreError> {
        Ok(pairing::Entity::find().filter(pairing::Column::CodeHash.eq(code_hash)).one(&self.db).await?.map(read_pairing))
    }

    /// Turns an invitation into a paired tablet. False where another tablet was quicker: one invitation, one tablet.
    pub async fn claim_pairing(&self, id: PairingId, new: &Device) -> Result<bool, StoreError> {
        let transaction = begin_write(&self.writer).await?;
        let row = device::ActiveModel {
            id: Set(new.device_id.0),
            account_id: Set(new.account_id.0),
            name: Set(new.name.clone()),
            token_hash: Set(new.token_hash.clone()),
            pin_hash: Set(new.pin_hash.clone()),
            tries_left: Set(i32::try_from(new.tries_left).unwrap_or(i32::MAX)),
            paired_at: Set(new.paired_at),
            last_seen_at: Set(new.last_seen_at),
        };
        device::Entity::insert(row).exec_without_returning(&transaction).await?;
        let taken = pairing::Entity::update_many()
            .col_expr(pairing::Column::DeviceId, Expr::value(new.device_id.0))
            .filter(pairing::Column::Id.eq(id.0))
            .filter(pairing::Column::DeviceId.is_null())
            .exec(&transaction)
            .await;
        match taken {
            Ok(done) if done.rows_affected == 1 => {
                transaction.commit().await?;
                Ok(true)
            }
            Ok(_) => {
                transaction.rollback().await?;
                Ok(false)
            }
            Err(error) if is_conflict(&error) => {
                transaction.rollback().await?;
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A tablet.
    pub async fn device(&self, id: DeviceId) -> Result<Option<Device>, StoreError> {
        Ok(device::Entity::find_by_id(id.0).one(&self.db).await?.map(read_device))
    }

    /// The tablet with this token hash.
    pub async fn device_by_token(&self, token_hash: &str) -> Result<Option<Device>, StoreError> {
        Ok(device::Entity::find().filter(device::Column::TokenHash.eq(token_hash)).one(&self.db).await?.map(read_device))
    }

    /// All tablets, newest first, with the person each belongs to.
    pub async fn devices(&self) -> Result<Vec<(Device, Option<PersonId>)>, StoreError> {
        let rows = device::Entity::find().order_by_desc(device::Column::PairedAt).all(&self.db).await?;
        let mut devices = Vec::with_capacity(rows.len());
        let accounts: std::collections::HashMap<_, _> =
            account::Entity::find().all(&self.db).await?.into_iter().map(|row| (row.id, row.person_id)).collect();
        for row in rows {
            let person = accounts.get(&row.account_id).copied().flatten().map(PersonId);
            devices.push((read_device(row), person));
        }
        Ok(devices)
    }

    /// Takes one try of a tablet away before its PIN is checked, so that parallel guesses count too. Returns the tries
    /// that were left, 0 meaning locked.
    pub async fn take_try(&self, id: DeviceId) -> Result<u32, StoreError> {
        let transaction = begin_write(&self.writer).await?;
        let taken = device::Entity::update_many()
            .col_expr(device::Column::TriesLeft, Expr::col(device::Column::TriesLeft).sub(1))
            .filter(device::Column::Id.eq(id.0))
            .filter(device::Column::TriesLeft.gt(0))
            .exec(&transaction)
            .await?;
        let left = if taken.rows_affected == 0 {
            0
        } else {
            device::Entity::find_by_id(id.0).one(&transaction).await?.map_or(0, |row| row.tries_left.unsigned_abs() + 1)
        };
        transaction.commit().await?;
        Ok(left)
    }

    /// A right PIN: all tries are back.
    pub async fn unlock_device(&self, id: DeviceId, tries: u32, now: DateTime<Utc>) -> Result<(), StoreError> {
        device::Entity::update_many()
            .col_expr(device::Column::TriesLeft, Expr::value(i32::try_from(tries).unwrap_or(i32::MAX)))
            .col_expr(device::Column::LastSeenAt, Expr::value(now))
            .filter(device::Column::Id.eq(id.0))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// Unpairs a tablet; its sessions end with it. Returns the sessions that ended.
    pub async fn remove_device(&self, id: DeviceId) -> Result<Vec<SessionId>, StoreError> {
        let transaction = begin_write(&self.writer).await?;
        let sessions = session::Entity::find().filter(session::Column::DeviceId.eq(id.0)).all(&transaction).await?;
        pairing::Entity::delete_many().filter(pairing::Column::DeviceId.eq(id.0)).exec(&transaction).await?;
        device::Entity::delete_by_id(id.0).exec(&transaction).await?;
        let sessions: Vec<_> = sessions.into_iter().map(|row| SessionId(row.id)).collect();
        for session in &sessions {
            ring(&transaction, Ring::SignedOut(*session)).await?;
        }
        transaction.commit().await?;
        Ok(sessions)
    }
}
