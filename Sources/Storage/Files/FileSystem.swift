internal import CSQLite
internal import Files
internal import Glibc

/// The kind of file system that a folder lies on, as far as it decides whether a working ledger can lie there.
///
/// A ledger needs locks between processes, memory that they share through a file, and a sync that is one. Whether these
/// are there for the processes of this machine can be tried (`StoreProbe`). That another machine, which has the same
/// files before it, sees our locks and pages cannot be tried from here: so what other machines share is refused by name,
/// a guest's view of its host's files included.
enum FileSystem: Equatable, Sendable {
  /// A disk or memory of this machine, in a file system of the kernel that is known to give what a ledger needs.
  case local
  /// Shared with other machines, or with the host of this one; its name.
  case shared(String)
  /// Not known: it has to show what it gives.
  case untried

  /// The file system that a folder lies on.
  static func of(_ folder: FilePath) -> FileSystem {
    let magic = UInt32(truncatingIfNeeded: unsafe pledge_file_system(folder.nulTerminated))
    return FileSystem(magic: magic, mount: magic == fuse ? mountedType(of: folder) : nil)
  }

  /// By the number that statfs(2) gives; of FUSE, which is many, by the type under which it is mounted.
  init(magic: UInt32, mount: String?) {
    if let name = Self.sharedOnes[magic] {
      self = .shared(name)
    } else if magic == Self.fuse {
      // In doubt it is somebody's network: most are.
      let type = mount ?? "FUSE"
      self = Self.fuseOfThisMachine.contains { $0.utf8.elementsEqual(type.utf8) } ? .untried : .shared(type)
    } else {
      self = Self.localOnes.contains(magic) ? .local : .untried
    }
  }

  private static let fuse: UInt32 = 0x6573_5546

  // Numbers as in statfs(2), linux/magic.h and the table of coreutils' stat(1).
  private static let sharedOnes: [UInt32: String] = [
    0x6969: "NFS", 0x517b: "SMB", 0xff53_4d42: "CIFS", 0xfe53_4d42: "SMB", 0x0102_1997: "9p", 0x564c: "NCP",
    0x00c3_6400: "Ceph", 0x5346_414f: "AFS", 0x6b41_4653: "AFS", 0x7375_7245: "Coda", 0x0bd0_0bd0: "Lustre",
    0x0116_1970: "GFS2", 0x7461_636f: "OCFS2", 0x4750_4653: "GPFS", 0x1983_0326: "BeeGFS", 0xaad7_aaea: "PanFS",
    0x6163_6673: "ACFS", 0x0131_11a8: "IBRIX", 0xbeef_dead: "SNFS", 0xa501_fcf5: "VxFS", 0x2003_0528: "OrangeFS",
    // What a virtual machine sees of its host.
    0xbacb_acbc: "vmhgfs", 0x786f_4256: "vboxsf", 0x7c7c_6673: "prl_fs",
  ]

  private static let localOnes: Set<UInt32> = [
    0xef53,  // ext2 to ext4
    0x5846_5342,  // XFS
    0x9123_683e,  // Btrfs
    0xf2f5_2010,  // F2FS
    0x2fc1_2fc1,  // ZFS
    0x0102_1994,  // tmpfs
    0x794c_7630,  // overlayfs
  ]

  /// Those that put another face on folders or a disk of this machine, by the type that /proc/self/mountinfo names.
  private static let fuseOfThisMachine = [
    "fuse.fuse-overlayfs", "fuseblk", "fuse.bindfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.fuse2fs",
    "fuse.unionfs",
  ]

  /// The type under which the folder's file system is mounted; nil where the system does not say.
  private static func mountedType(of folder: FilePath) -> String? {
    var about = stat()
    guard unsafe stat(folder.nulTerminated, &about) == 0 else { return nil }
    let mounts: [UInt8]
    do throws(SystemFailure) {
      mounts = try FileDescriptor("/proc/self/mountinfo", O_RDONLY).read(at: 0, upTo: 1 << 20)
    } catch {
      return nil  // it is then taken for somebody's network
    }
    return type(ofDevice: UInt64(about.st_dev), in: mounts)
  }

  /// The type of a device's mount in the lines of /proc/self/mountinfo: see proc(5).
  static func type(ofDevice device: UInt64, in mounts: [UInt8]) -> String? {
    // As in makedev(3), whose macros Swift does not import.
    let major = (device >> 8) & 0xfff | (device >> 32) & ~0xfff
    let minor = device & 0xff | (device >> 12) & ~0xff & 0xffff_ffff
    let sought = Array("\(major):\(minor)".utf8)
    for line in mounts.split(separator: UInt8(ascii: "\n")) {
      let fields = line.split(separator: UInt8(ascii: " "))
      guard fields.count > 2, fields[2].elementsEqual(sought),
        let dash = fields.firstIndex(where: { $0.elementsEqual([UInt8(ascii: "-")]) }), dash + 1 < fields.count
      else { continue }
      return String(decoding: fields[dash + 1], as: UTF8.self)
    }
    return nil
  }
}
