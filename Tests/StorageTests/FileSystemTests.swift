import Fixtures
import Glibc
import Testing

@testable import Storage

/// Which file systems a working ledger may lie on: by their numbers, of FUSE by the type of the mount, and else by trial.
@Suite("File systems")
struct FileSystemTests {
  @Test(
    "what other machines share, or a host with its guest, is refused by name",
    arguments: [
      (0x6969, nil, "NFS"), (0xff53_4d42, nil, "CIFS"), (0xfe53_4d42, nil, "SMB"), (0x0102_1997, nil, "9p"),
      (0x1983_0326, nil, "BeeGFS"), (0x4750_4653, nil, "GPFS"), (0xbacb_acbc, nil, "vmhgfs"),
      (0x786f_4256, nil, "vboxsf"), (0x00c3_6400, nil, "Ceph"), (0x0bd0_0bd0, nil, "Lustre"),
      (0x6573_5546, "virtiofs", "virtiofs"), (0x6573_5546, "fuse.sshfs", "fuse.sshfs"),
      (0x6573_5546, "fuse.of-nobody-knows-what", "fuse.of-nobody-knows-what"), (0x6573_5546, nil, "FUSE"),
    ] as [(UInt32, String?, String)])
  func shared(magic: UInt32, mount: String?, name: String) {
    #expect(FileSystem(magic: magic, mount: mount) == .shared(name))
  }

  @Test(
    "a disk of this machine is taken, and what is not known has to show what it gives",
    arguments: [
      (0xef53, nil, .local), (0x5846_5342, nil, .local), (0x9123_683e, nil, .local), (0x794c_7630, nil, .local),
      (0x0102_1994, nil, .local), (0x6573_5546, "fuse.fuse-overlayfs", .untried), (0x6573_5546, "fuseblk", .untried),
      (0x1234_5678, nil, .untried), (0, nil, .untried),
    ] as [(UInt32, String?, FileSystem)])
  func local(magic: UInt32, mount: String?, kind: FileSystem) {
    #expect(FileSystem(magic: magic, mount: mount) == kind)
  }

  @Test("the type of a mount is found by its device")
  func mounts() {
    let lines = """
      21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      99 21 0:52 / /mnt/a\\040b rw,nosuid - fuse.fuse-overlayfs fuse-overlayfs rw,user_id=0
      100 21 0:520 / /mnt/c rw shared:3 master:2 - fuse.sshfs a@b:/ rw
      nonsense
      101 21 0:7 / /mnt/d rw -
      """
    let mounts = Array(lines.utf8)
    #expect(FileSystem.type(ofDevice: makedev(8, 1), in: mounts) == "ext4")
    #expect(FileSystem.type(ofDevice: makedev(0, 52), in: mounts) == "fuse.fuse-overlayfs")
    #expect(FileSystem.type(ofDevice: makedev(0, 520), in: mounts) == "fuse.sshfs")
    #expect(FileSystem.type(ofDevice: makedev(0, 7), in: mounts) == nil)
    #expect(FileSystem.type(ofDevice: makedev(0, 5), in: mounts) == nil)
  }

  /// As the macro of that name does.
  private func makedev(_ major: UInt64, _ minor: UInt64) -> UInt64 {
    (major & 0xfff) << 8 | (major & ~0xfff) << 32 | minor & 0xff | (minor & ~0xff) << 12
  }

  @Test("where the tests run, a trial finds locks, shared memory and syncs, and leaves nothing")
  func trial() throws {
    let folder = try TemporaryFolder()
    #expect(try StoreProbe.lack(beside: LedgerPath(folder.path("ledger.db"))) == nil)
    #expect(try folder.names() == [])
  }

  @Test(
    "a folder in which nothing can be made is an error and no lack",
    .enabled(if: access("/proc", F_OK) == 0, "needs /proc"))
  func untriable() throws {
    #expect(throws: StorageError.self) { try StoreProbe.lack(beside: LedgerPath("/proc/ledger.db")) }
  }
}
