/* What the drivers beside it have in common: the library itself, as much of java as it asks for, and a look at the stack. */
#include "../../main/c/mintmark.c"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* of java's arrays, of ints or bytes, what the library asks for; each ends where it ends */
struct array { jsize length; union { jint *words; jbyte *bytes; }; };

static jsize length_of(JNIEnv *env, jarray array)
{
    (void) env;
    return ((struct array *) array)->length;
}

static void region(jarray array, jsize start, jsize length)
{
    if (start < 0 || length < 0 || start + length > length_of(NULL, array)) abort();
}

#define REGIONS(name, kind, type, items)                                                                                              \
    static void get_##name(JNIEnv *env, kind array, jsize start, jsize length, type *to)                                              \
    {                                                                                                                                 \
        (void) env;                                                                                                                   \
        region(array, start, length);                                                                                                 \
        memcpy(to, ((struct array *) array)->items + start, (size_t) length * sizeof *to);                                            \
    }                                                                                                                                 \
    static void set_##name(JNIEnv *env, kind array, jsize start, jsize length, const type *from)                                      \
    {                                                                                                                                 \
        (void) env;                                                                                                                   \
        region(array, start, length);                                                                                                 \
        memcpy(((struct array *) array)->items + start, from, (size_t) length * sizeof *from);                                        \
    }
REGIONS(ints, jintArray, jint, words)
REGIONS(bytes, jbyteArray, jbyte, bytes)

/* a direct buffer is an array of bytes here; one that is not direct has none */
static void *address_of(JNIEnv *env, jobject buffer)
{
    (void) env;
    return ((struct array *) buffer)->bytes;
}

static jlong capacity_of(JNIEnv *env, jobject buffer) { return length_of(env, buffer); }

static const struct JNINativeInterface_ functions = {
    .GetArrayLength = length_of, .GetIntArrayRegion = get_ints, .SetIntArrayRegion = set_ints, .GetByteArrayRegion = get_bytes,
    .SetByteArrayRegion = set_bytes, .GetDirectBufferAddress = address_of, .GetDirectBufferCapacity = capacity_of};
static JNIEnv jni = &functions;

static struct array *array_of(int length, size_t size)
{
    struct array *array = malloc(sizeof *array);
    array->length = length;
    array->words = calloc((size_t) length + !length, size);
    return array;
}

static void free_array(struct array *array)
{
    free(array->words);
    free(array);
}

static void demand(int holds, const char *what, const char *name)
{
    if (holds) return;
    fprintf(stderr, "driver: %s: %s\n", name, what);
    exit(1);
}

static uint32_t random_word(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t) (state >> 16);
}

#ifdef LOOK_AT_STACK
enum { STACK = 256 * 1024 };

/* the stack that is left where that was the only call */
static __attribute__((unused)) uint32_t *stack_after(void *(*call)(void *))
{
    uint32_t *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, STACK);
    demand(!pthread_create(&thread, &attributes, call, NULL) && !pthread_join(thread, NULL), "has no thread", "stack");
    return stack;
}

/* none of the words may be left */
static __attribute__((unused)) void demand_wiped(uint32_t *stack, const uint32_t *secrets, int count, const char *name)
{
    for (int i = 0; i < STACK / 4; i++)
        for (int s = 0; s < count; s++) demand(stack[i] != secrets[s], "leaves secrets on the stack", name);
    munmap(stack, STACK);
}
#endif
