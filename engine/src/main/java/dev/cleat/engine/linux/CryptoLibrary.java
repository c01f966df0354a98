package dev.cleat.engine.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** libcrypto of OpenSSL (EVP_DigestInit(3)), mapped when something is hashed for the first time; not every machine has it. */
final class CryptoLibrary {

    /** 3 and 1.1.1: what is used here is the same in both. */
    private static final String[] FILES = {"libcrypto.so.3", "libcrypto.so.1.1"};

    static final boolean IS_THERE = load();

    private CryptoLibrary() {}

    private static boolean load() {
        for (String file : FILES) {
            try {
                Native.register(CryptoLibrary.class, NativeLibrary.getInstance(file));
                return true;
            } catch (UnsatisfiedLinkError e) {
                // The next name, or none.
            }
        }
        return false;
    }

    static native Pointer EVP_MD_CTX_new();

    static native void EVP_MD_CTX_free(Pointer context);

    static native Pointer EVP_sha256();

    static native int EVP_DigestInit_ex(Pointer context, Pointer type, Pointer engine);

    static native int EVP_DigestUpdate(Pointer context, Pointer bytes, long length);

    static native int EVP_DigestFinal_ex(Pointer context, Pointer hash, Pointer length);

    static native int EVP_MD_CTX_copy_ex(Pointer to, Pointer from);
}
