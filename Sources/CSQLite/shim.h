#ifndef PLEDGEBOOK_CSQLITE_SHIM_H
#define PLEDGEBOOK_CSQLITE_SHIM_H

#include <sqlite3.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <unistd.h>

/* sqlite3_config is variadic, and Swift cannot call it. */
static inline int pledge_leave_memory_uncounted(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

/* SQLITE_TRANSIENT is a cast macro, which Swift does not import. A null pointer would bind NULL, and the base address
   of an empty Swift buffer may be null, so an empty blob is bound in another way. */
static inline int pledge_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
  return count == 0 ? sqlite3_bind_zeroblob(statement, index, 0)
                    : sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/* As above, for text. */
static inline int pledge_bind_text(sqlite3_stmt *statement, int index, const char *text, sqlite3_uint64 count) {
  return sqlite3_bind_text64(statement, index, count == 0 ? "" : text, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* sqlite3_db_config is variadic, and Swift cannot call it. Every switch we use takes a new value (negative: leave it)
   and tells the value now in force. */
static inline int pledge_switch(sqlite3 *database, int option, int value, int *now) {
  return sqlite3_db_config(database, option, value, now);
}

/* The callback type of sqlite3_wal_hook carries a name that Swift imports as mutable; all that is wanted is the number
   of frames, so the shim keeps it in a place the connection owns. */
static inline int pledge_note_frames(void *frames, sqlite3 *database, const char *schema, int count) {
  (void)database;
  (void)schema;
  *(int *)frames = count;
  return SQLITE_OK;
}
static inline void pledge_count_frames(sqlite3 *database, int *frames) {
  sqlite3_wal_hook(database, pledge_note_frames, frames);
}

/* The file behind a connection is reached through a table of C function pointers. Reading the header by way of SQLite's
   own descriptor matters: closing any other descriptor of the file would drop the process's fcntl locks on it. */
static inline int pledge_read_file(sqlite3 *database, void *bytes, int count, sqlite3_int64 offset) {
  sqlite3_file *file = 0;
  int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK) return code;
  if (file == 0 || file->pMethods == 0) return SQLITE_CANTOPEN;
  return file->pMethods->xRead(file, bytes, count, offset);
}

/* As above, for the length of the file. */
static inline int pledge_file_size(sqlite3 *database, sqlite3_int64 *size) {
  sqlite3_file *file = 0;
  int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK) return code;
  if (file == 0 || file->pMethods == 0) return SQLITE_CANTOPEN;
  return file->pMethods->xFileSize(file, size);
}

/* As above, for the write-ahead log: its length, and writing behind its end. */
static inline sqlite3_file *pledge_log(sqlite3 *database) {
  sqlite3_file *file = 0;
  int code = sqlite3_file_control(database, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  return code == SQLITE_OK && file != 0 && file->pMethods != 0 ? file : 0;
}
static inline int pledge_log_size(sqlite3 *database, sqlite3_int64 *size) {
  sqlite3_file *file = pledge_log(database);
  return file == 0 ? SQLITE_CANTOPEN : file->pMethods->xFileSize(file, size);
}
static inline int pledge_write_log(sqlite3 *database, const void *bytes, int count, sqlite3_int64 offset) {
  sqlite3_file *file = pledge_log(database);
  return file == 0 ? SQLITE_CANTOPEN : file->pMethods->xWrite(file, bytes, count, offset);
}

/* statfs is not part of Swift's Glibc module. WAL needs shared memory, which network file systems do not give: the
   magic number of the file system tells. Answers 0 when the system does not say. */
static inline unsigned long pledge_file_system(const char *path) {
  struct statfs about;
  return statfs(path, &about) == 0 ? (unsigned long)about.f_type & 0xffffffffUL : 0;
}

/* renameat2 is not part of Swift's Glibc module. A finished copy gets its name in one step that never replaces a file;
   link followed by unlink would leave two names after a crash in between. Answers 0, or -1 with errno. */
static inline int pledge_rename_new(int folder, const char *from, const char *to) {
  return (int)syscall(SYS_renameat2, folder, from, folder, to, 1u /* RENAME_NOREPLACE */);
}

#endif
