//! Reading with a bound and writing whole or not at all.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{FileError, MAX_BYTES};

/// Reads a whole file of bounded size: a project, a table or a scheme to be taken in.
///
/// # Errors
/// The system's refusal, something that is no regular file, or more than [`MAX_BYTES`].
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, FileError> {
    let failed = |error: &io::Error| refused("打不开文件", path, error);
    // Asked before opening: opening a pipe would wait for its writer.
    let found = fs::metadata(path).map_err(|error| failed(&error))?;
    require_regular(&found, path)?;
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| failed(&error))?;
    if bytes.len() > MAX_BYTES {
        return Err(FileError::Io {
            reason: format!("文件超过 {} MB，不像是自评数据，没有读取", MAX_BYTES >> 20),
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
    made.map_err(|error| refused("无法建立文件夹", path, &error))
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
        Ok((Err(fs::TryLockError::Error(error)), _)) | Err(error) => Err(refused("无法锁定文件", path, &error)),
    }
}

/// Takes a file away; one that is not there is gone already.
///
/// # Errors
/// The system's refusal.
pub(super) fn remove(path: &Path) -> Result<(), FileError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(refused("无法删除文件", path, &error)),
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
            fs::create_dir_all(folder).map_err(|error| refused("无法建立文件夹", folder, &error))?;
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
        let failed = |error: &io::Error| refused("无法保存文件", path, error);
        let target = followed(path).map_err(|error| failed(&error))?;
        let old = match fs::metadata(&target) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&error)),
        };
        if let Some(old) = &old {
            require_regular(old, path)?;
            if old.permissions().readonly() {
                return Err(refused("无法保存文件", path, &ErrorKind::PermissionDenied.into()));
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
            .map_err(|error| refused("无法保存文件", &self.path, &error.error))?;
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
        return Err(io::Error::other("写入后读回的内容不一致"));
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
    Err(io::Error::other("符号链接循环"))
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
        "这是一个文件夹，请选择文件"
    } else {
        "这不是普通文件"
    };
    Err(FileError::Io {
        reason: reason.to_owned(),
        path: path.to_owned(),
    })
}

/// Says what failed and why, in Chinese where the system's reason is a known one.
pub(super) fn refused(what: &str, path: &Path, error: &io::Error) -> FileError {
    FileError::Io {
        reason: format!("{what}：{}", os_reason(error)),
        path: path.to_owned(),
    }
}

/// Says in Chinese why the system refused to read or write.
pub fn os_reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "找不到文件或所在的文件夹".to_owned(),
        ErrorKind::PermissionDenied => "没有权限，或文件是只读的".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "所在的磁盘是只读的".to_owned(),
        ErrorKind::StorageFull => "磁盘空间不足".to_owned(),
        ErrorKind::QuotaExceeded => "磁盘配额已用完".to_owned(),
        ErrorKind::FileTooLarge => "超过系统允许的文件大小".to_owned(),
        ErrorKind::NotADirectory => "路径中有一段不是文件夹".to_owned(),
        ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        ErrorKind::AlreadyExists => "同名文件已存在".to_owned(),
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => "文件名过长或含有不允许的字符".to_owned(),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "文件正被其他程序占用".to_owned(),
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::StaleNetworkFileHandle => {
            "网络文件夹已断开".to_owned()
        }
        ErrorKind::BrokenPipe => "接收输出的程序已经结束".to_owned(),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => "等待超时".to_owned(),
        ErrorKind::Interrupted => "操作被中断".to_owned(),
        ErrorKind::OutOfMemory => "内存不足".to_owned(),
        ErrorKind::Unsupported => "系统不支持这种操作".to_owned(),
        ErrorKind::CrossesDevices => "不能跨磁盘移动文件".to_owned(),
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的".to_owned(),
        ErrorKind::TooManyLinks => "链接过多".to_owned(),
        // What the program says itself is in Chinese; what the system says need not be.
        _ => match error.raw_os_error() {
            Some(code) => format!("系统读写出错（错误号 {code}）"),
            None => error.to_string(),
        },
    }
}
