#ifndef PLEDGEBOOK_CFILES_SHIM_H
#define PLEDGEBOOK_CFILES_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <linux/stat.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* For an open file there is no path, and Swift's Glibc does not know the flag that says so. */
#define PLEDGE_OPEN_FILE 0x1000 /* AT_EMPTY_PATH */

/* What the checks before a file is believed ask of it. */
struct pledge_status {
  uint32_t mode, owner, links;
  uint64_t size, device, inode;
};

/* statx and not fstat: once a file's times were asked for, Linux (6.13 and later) gives its next write a time of its own,
   and where a file system has no journal that makes the next sync wait for the inode as well. Kernels and sandboxes
   without statx get the older call. */
static inline int pledge_file_status(int folder, const char *path, int flags, struct pledge_status *status) {
  struct statx about;
  const unsigned mask = STATX_TYPE | STATX_MODE | STATX_NLINK | STATX_UID | STATX_SIZE | STATX_INO;
  if (syscall(SYS_statx, folder, path, flags, mask, &about) == 0) {
    status->mode = about.stx_mode;
    status->owner = about.stx_uid;
    status->links = about.stx_nlink;
    status->size = about.stx_size;
    status->device = (uint64_t)about.stx_dev_major << 32 | about.stx_dev_minor;
    status->inode = about.stx_ino;
    return 0;
  }
  if (errno != ENOSYS && errno != EPERM) return -1;
  struct stat older;
  if (fstatat(folder, path, &older, flags) != 0) return -1;
  status->mode = older.st_mode;
  status->owner = older.st_uid;
  status->links = older.st_nlink;
  status->size = older.st_size < 0 ? 0 : (uint64_t)older.st_size;
  status->device = older.st_dev;
  status->inode = older.st_ino;
  return 0;
}

#endif
