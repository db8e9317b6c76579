//! A bad network: two network namespaces with a wire between them that is late, loses packets, or is cut.
//!
//! The wire is a pair of TUN devices and a task for each direction that hands packets over. It does what `tc netem` does,
//! but needs no kernel module, and loses the same packets again when the seed is the same.

use std::{
    fs::File,
    io,
    process::Command,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use rustix::{
    fs::{Mode, OFlags},
    ioctl::{Setter, ioctl, opcode},
    thread::{LinkNameSpaceType, move_into_link_name_space},
};
use tokio::{io::unix::AsyncFd, runtime::Runtime, sync::mpsc, time::Instant};

use crate::dice::Dice;

/// Addresses of the two ends: only inside the namespaces made here.
pub const SERVER_END: [u8; 4] = [10, 254, 77, 1];
const TABLET_END: [u8; 4] = [10, 254, 77, 2];
/// Largest packet a TUN device hands over at its usual MTU.
const PACKET: usize = 2048;

/// A network namespace with nothing in it but its own loopback. Goes when dropped.
pub struct Space {
    name: String,
}

impl Space {
    /// Where that is not allowed, why.
    pub fn new() -> Result<Self, String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("nghisu-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        ip(&["netns", "add", &name])?;
        let space = Self { name };
        ip(&["-n", &space.name, "link", "set", "lo", "up"])?;
        Ok(space)
    }

    /// Runs `work` on a thread that is in this namespace, and so is every thread it starts.
    fn inside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        let file = File::open(format!("/run/netns/{}", self.name)).expect("the namespace");
        let thread = std::thread::spawn(move || {
            move_into_link_name_space(rustix::fd::AsFd::as_fd(&file), Some(LinkNameSpaceType::Network)).expect("the namespace");
            work()
        });
        thread.join().expect("a thread in the namespace")
    }

    /// A runtime whose tasks connect and listen in this namespace.
    pub fn runtime(&self) -> Runtime {
        self.inside(|| tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime"))
    }

    fn end(&self, here: [u8; 4], there: [u8; 4]) -> Result<AsyncFd<rustix::fd::OwnedFd>, String> {
        let device = self.inside(tun).map_err(|error| format!("a TUN device cannot be made: {error}"))?;
        let words = |address: [u8; 4]| std::net::Ipv4Addr::from(address).to_string();
        ip(&["-n", &self.name, "address", "add", &words(here), "peer", &words(there), "dev", "wire"])?;
        ip(&["-n", &self.name, "link", "set", "wire", "up"])?;
        #[expect(unsafe_code, reason = "the device is open as long as the AsyncFd, which owns it")]
        unsafe { AsyncFd::register(device) }.map_err(|error| error.to_string())
    }
}

impl Drop for Space {
    fn drop(&mut self) {
        let _gone = ip(&["netns", "delete", &self.name]);
    }
}

fn ip(words: &[&str]) -> Result<(), String> {
    let output = Command::new("ip").args(words).output().map_err(|error| format!("`ip` cannot be run: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()) }
}

/// A TUN device called `wire` in the namespace of this thread.
fn tun() -> io::Result<rustix::fd::OwnedFd> {
    /// `struct ifreq`: a name, and here two bytes of flags.
    #[repr(C)]
    struct Request {
        name: [u8; 16],
        flags: u16,
        rest: [u8; 22],
    }
    const TUN_WITHOUT_HEADER: u16 = 0x0001 | 0x1000;
    const SET_INTERFACE: rustix::ioctl::Opcode = opcode::write::<i32>(b'T', 202);
    let device = rustix::fs::open("/dev/net/tun", OFlags::RDWR | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?;
    let mut name = [0; 16];
    name[..4].copy_from_slice(b"wire");
    let request = Request { name, flags: TUN_WITHOUT_HEADER, rest: [0; 22] };
    #[expect(unsafe_code, reason = "TUNSETIFF takes a struct ifreq, which Request is laid out like")]
    unsafe {
        ioctl(&device, Setter::<SET_INTERFACE, Request>::new(request))?;
    }
    Ok(device)
}

/// What the wire does to packets.
#[derive(Clone, Copy, Default)]
pub struct Weather {
    /// How late each packet is, in each direction.
    pub delay: Duration,
    /// Of a hundred packets, how many are lost, in each direction.
    pub lost: usize,
    /// Nothing gets through, and nobody is told.
    pub cut: bool,
}

/// The wire. Dropping it cuts it for good.
pub struct Wire {
    weather: Arc<Mutex<Weather>>,
    tasks: Vec<tokio::task::JoinHandle<()>>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Wire {
    /// Joins a server's namespace and a tablet's.
    pub fn between(server: &Space, tablet: &Space, dice: &mut Dice) -> Result<Self, String> {
        let left = Arc::new(server.end(SERVER_END, TABLET_END)?);
        let right = Arc::new(tablet.end(TABLET_END, SERVER_END)?);
        let weather = Arc::new(Mutex::new(Weather::default()));
        let down = carry(left.clone(), right.clone(), weather.clone(), dice.split());
        let up = carry(right, left, weather.clone(), dice.split());
        let spawn = |work| tokio::runtime::Handle::current().spawn(work);
        Ok(Self { weather, tasks: vec![spawn(down), spawn(up)] })
    }

    pub fn set(&self, weather: Weather) {
        *lock(&self.weather) = weather;
    }
}

fn lock(weather: &Mutex<Weather>) -> MutexGuard<'_, Weather> {
    weather.lock().unwrap_or_else(PoisonError::into_inner)
}

type End = Arc<AsyncFd<rustix::fd::OwnedFd>>;

/// Hands packets over in one direction.
fn carry(from: End, to: End, weather: Arc<Mutex<Weather>>, mut dice: Dice) -> futures::future::BoxFuture<'static, ()> {
    let (late, mut due) = mpsc::unbounded_channel::<(Instant, Vec<u8>)>();
    let taking = async move {
        let mut buffer = [0; PACKET];
        loop {
            let read = from.async_io(tokio::io::Interest::READABLE, |device| Ok(rustix::io::read(device, &mut buffer[..])?)).await;
            let Ok(length) = read else { return };
            let Weather { delay, lost, cut } = *lock(&weather);
            if !cut && dice.roll(100) >= lost {
                let _going = late.send((Instant::now() + delay, buffer[..length].to_vec()));
            }
        }
    };
    let giving = async move {
        while let Some((at, packet)) = due.recv().await {
            tokio::time::sleep_until(at).await;
            // A device that takes nothing loses it, as a full queue does.
            let _lost = rustix::io::write(to.get_ref(), &packet);
        }
    };
    Box::pin(async move {
        futures::future::join(taking, giving).await;
    })
}
