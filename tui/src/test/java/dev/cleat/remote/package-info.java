/** Tests of other hosts: an sshd of our own on the loopback interface is as far away as another one. */
package dev.cleat.remote;
