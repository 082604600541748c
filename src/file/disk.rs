//! Reading with a bound and writing whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use rust_i18n::t;
use tempfile::NamedTempFile;

use super::{FileError, MAX_BYTES};

/// Reads a whole file of bounded size: a project, a table or a scheme to be taken in.
///
/// # Errors
/// The system's refusal, something that is no regular file, or more than [`MAX_BYTES`].
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    let failed = |error: &io::Error| refused(&t!("file.cannot_open"), path, error);
    // Asked before opening: opening a pipe would wait for its writer.
    let found = fs::metadata(path).map_err(|error| failed(&error))?;
    require_regular(&found, path)?;
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| failed(&error))?;
    if bytes.len() > MAX_BYTES {
        return Err(FileError::Io {
            reason: t!("file.too_large", megabytes = MAX_BYTES >> 20).into_owned(),
            path: path.to_owned(),
        });
    }
    Ok(bytes)
}

/// Writes any file whole or not at all, keeping the permissions of the file it replaces.
///
/// # Errors
/// The system's refusal; the old file is untouched.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    Staged::new(path, bytes)?.commit()
}

/// Makes a folder, and those above it, that only its owner can look into; one that is there stays as it is.
///
/// # Errors
/// The system's refusal.
pub(super) fn create_private_folder(path: &Path) -> Result<(), FileError> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let made = builder.recursive(true).create(path);
    made.map_err(|error| refused(&t!("file.cannot_make_folder"), path, &error))
}

/// Takes the lock of a file, which is made where there is none; `None` where another program holds it.
///
/// # Errors
/// The system's refusal, and a folder on a disk that knows no locks.
pub(super) fn lock(path: &Path) -> Result<Option<File>, FileError> {
    let opened = File::options().create(true).append(true).open(path);
    match opened.map(|file| (file.try_lock(), file)) {
        Ok((Ok(()), file)) => Ok(Some(file)),
        Ok((Err(fs::TryLockError::WouldBlock), _)) => Ok(None),
        Ok((Err(fs::TryLockError::Error(error)), _)) | Err(error) => {
            Err(refused(&t!("file.cannot_lock"), path, &error))
        }
    }
}

/// Takes a file away; one that is not there is gone already.
///
/// # Errors
/// The system's refusal.
pub(super) fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(refused(&t!("file.cannot_delete"), path, &error)),
        _ => Ok(()),
    }
}

/// Writes several files, creating their folders: nothing appears before all of them are on disk.
///
/// # Errors
/// The system's refusal; no half file and no new file is left behind.
pub fn write_all(files: &[(PathBuf, Vec<u8>)]) -> Result<(), FileError> {
    let mut staged = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| refused(&t!("file.cannot_make_folder"), folder, &error))?;
        }
        staged.push(Staged::new(path, bytes)?);
    }
    let mut appeared: Vec<PathBuf> = Vec::new();
    for file in staged {
        let (target, is_new) = (file.target.clone(), file.is_new);
        if let Err(error) = file.commit() {
            for path in appeared {
                // The failure itself is reported; what cannot be taken back is at least whole.
                let _ = fs::remove_file(path);
            }
            return Err(error);
        }
        if is_new {
            appeared.push(target);
        }
    }
    Ok(())
}

/// A file written, verified and synced beside its target, to become it by one rename; gone when dropped.
struct Staged {
    temporary: NamedTempFile,
    target: PathBuf,
    is_new: bool,
    /// The path as it was given, for the sentence.
    path: PathBuf,
}

impl Staged {
    fn new(path: &Path, bytes: &[u8]) -> Result<Self, FileError> {
        let failed = |error: &io::Error| refused(&t!("file.cannot_save"), path, error);
        let target = followed(path).map_err(|error| failed(&error))?;
        let old = match fs::metadata(&target) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&error)),
        };
        if let Some(old) = &old {
            require_regular(old, path)?;
            if old.permissions().readonly() {
                return Err(refused(
                    &t!("file.cannot_save"),
                    path,
                    &ErrorKind::PermissionDenied.into(),
                ));
            }
        }
        let mut builder = tempfile::Builder::new();
        builder.prefix(".hengji-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let temporary = builder
            .tempfile_in(folder_of(&target))
            .and_then(|temporary| fill(temporary, bytes, old.as_ref()))
            .map_err(|error| failed(&error))?;
        Ok(Self {
            temporary,
            target,
            is_new: old.is_none(),
            path: path.to_owned(),
        })
    }

    fn commit(self) -> Result<(), FileError> {
        self.temporary
            .persist(&self.target)
            .map_err(|error| refused(&t!("file.cannot_save"), &self.path, &error.error))?;
        // The rename itself reaches the disk with its folder; systems that cannot sync one need not.
        #[cfg(unix)]
        if let Ok(folder) = File::open(folder_of(&self.target)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// Writes the bytes, brings them to the disk and reads them back.
fn fill(mut temporary: NamedTempFile, bytes: &[u8], old: Option<&fs::Metadata>) -> io::Result<NamedTempFile> {
    temporary.write_all(bytes)?;
    if let Some(old) = old {
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    if !same_content(temporary.reopen()?, bytes)? {
        return Err(io::Error::other(t!("file.read_back")));
    }
    Ok(temporary)
}

/// Compares a file with what it should hold, a block at a time.
fn same_content(mut file: File, mut expected: &[u8]) -> io::Result<bool> {
    let mut block = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut block)?;
        if length == 0 {
            return Ok(expected.is_empty());
        }
        match expected.split_at_checked(length) {
            Some((head, rest)) if head == &block[..length] => expected = rest,
            _ => return Ok(false),
        }
    }
}

/// Returns the file a path stands for: links are followed, so that saving replaces the file and not the link.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut target = path.to_owned();
    for _ in 0..40 {
        match fs::read_link(&target) {
            Ok(link) => target = folder_of(&target).join(link),
            Err(_) => return Ok(target),
        }
    }
    Err(io::Error::other(t!("file.link_loop")))
}

/// Returns the folder a file lies in.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

pub(super) fn require_regular(found: &fs::Metadata, path: &Path) -> Result<(), FileError> {
    let reason = if found.is_file() {
        return Ok(());
    } else if found.is_dir() {
        t!("file.choose_a_file").into_owned()
    } else {
        t!("file.not_regular").into_owned()
    };
    Err(FileError::Io {
        reason,
        path: path.to_owned(),
    })
}

/// Says what failed and why.
pub(super) fn refused(what: &str, path: &Path, error: &io::Error) -> FileError {
    FileError::Io {
        reason: t!("file.refused", what = what, why = os_reason(error)).into_owned(),
        path: path.to_owned(),
    }
}

/// Says why the system refused to read or write.
pub fn os_reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => t!("file.not_found").into_owned(),
        ErrorKind::PermissionDenied => t!("file.no_permission").into_owned(),
        ErrorKind::ReadOnlyFilesystem => t!("file.read_only_disk").into_owned(),
        ErrorKind::StorageFull => t!("file.disk_full").into_owned(),
        ErrorKind::QuotaExceeded => t!("file.quota").into_owned(),
        ErrorKind::FileTooLarge => t!("file.too_large_for_system").into_owned(),
        ErrorKind::NotADirectory => t!("file.path_through_file").into_owned(),
        ErrorKind::IsADirectory => t!("file.is_folder").into_owned(),
        ErrorKind::AlreadyExists => t!("file.exists").into_owned(),
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => t!("file.bad_name").into_owned(),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => t!("file.busy").into_owned(),
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::StaleNetworkFileHandle => {
            t!("file.network_gone").into_owned()
        }
        ErrorKind::BrokenPipe => t!("file.reader_gone").into_owned(),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => t!("file.timed_out").into_owned(),
        ErrorKind::Interrupted => t!("file.interrupted").into_owned(),
        ErrorKind::OutOfMemory => t!("file.out_of_memory").into_owned(),
        ErrorKind::Unsupported => t!("file.unsupported").into_owned(),
        ErrorKind::CrossesDevices => t!("file.across_disks").into_owned(),
        ErrorKind::DirectoryNotEmpty => t!("file.folder_not_empty").into_owned(),
        ErrorKind::TooManyLinks => t!("file.too_many_links").into_owned(),
        // What the program says itself stands as it is; what the system says may be in any language.
        _ => match error.raw_os_error() {
            Some(code) => t!("file.os_error", code = code).into_owned(),
            None => error.to_string(),
        },
    }
}
