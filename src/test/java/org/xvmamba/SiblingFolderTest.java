package org.xvmamba;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiblingFolderTest {

	@TempDir
	private Path temporary;

	@Test
	void standsInItsPlaceOnlyWhenComplete() throws IOException {
		final Path target = temporary.resolve("new").resolve("results");
		try (SiblingFolder folder = SiblingFolder.of(target)) {
			Files.writeString(folder.path().resolve("a"), "1");
			assertFalse(Files.exists(target));
			folder.moveIntoPlace();
		}
		assertEquals("1", Files.readString(target.resolve("a")));
		assertEquals(List.of("results"), names(target.getParent()));
	}

	@Test
	void replacesWhatStoodThere() throws IOException {
		final Path target = Files.createDirectories(temporary.resolve("results").resolve("deep")).getParent();
		try (SiblingFolder folder = SiblingFolder.of(target)) {
			Files.writeString(folder.path().resolve("a"), "1");
			folder.moveIntoPlace();
		}
		assertEquals(List.of("a"), names(target));
		assertEquals(List.of("results"), names(temporary));
	}

	@Test
	void leavesNothingBehindWithoutBeingMoved() throws IOException {
		final Path target = Files.createDirectory(temporary.resolve("results"));
		Files.writeString(target.resolve("kept"), "1");
		try (SiblingFolder folder = SiblingFolder.of(target)) {
			Files.createDirectories(folder.path().resolve("half").resolve("written"));
		}
		assertEquals(List.of("kept"), names(target));
		assertEquals(List.of("results"), names(temporary));
	}

	@Test
	void takesBackTheFoldersThatItMadeAndLeavesOthers() throws IOException {
		final Path mine = Files.createDirectory(temporary.resolve("mine"));
		try (SiblingFolder folder = SiblingFolder.of(mine.resolve("new").resolve("deep").resolve("results"))) {
			Files.writeString(folder.path().resolve("a"), "1");
		}
		assertEquals(List.of(), names(mine));
		try (SiblingFolder folder = SiblingFolder.of(mine.resolve("new").resolve("deep").resolve("results"))) {
			Files.writeString(mine.resolve("new").resolve("by somebody else"), folder.path().toString());
		}
		assertEquals(List.of("by somebody else"), names(mine.resolve("new")));
	}

	@Test
	void aNameThatCannotBeLeavesNoFolderAboveIt() throws IOException {
		assertThrows(UserException.class, () -> SiblingFolder.of(temporary.resolve("new").resolve("n".repeat(5000)).resolve("results")));
		assertEquals(List.of(), names(temporary));
	}

	@Test
	void aFileInTheWayIsOneSentence() throws IOException {
		final Path file = Files.writeString(temporary.resolve("file"), "1");
		final String message = assertThrows(UserException.class, () -> SiblingFolder.of(file.resolve("results"))).getMessage();
		assertTrue(message.contains("is a file where a folder is needed"), message);
	}

	@Test
	void tellsWhyNothingCanBeWritten() {
		final Path target = Path.of("out");
		assertEquals("'out' can't be written: writing there is not permitted; choose another folder or make room.", SiblingFolder.notWritten(
			target, new AccessDeniedException("out")).getMessage());
		assertEquals("'out' can't be written: the disk is full; choose another folder or make room.", SiblingFolder.notWritten(target,
			new FileSystemException("out", null, "No space left on device")).getMessage());
		assertEquals("'out' can't be written: the disk is full; choose another folder or make room.", SiblingFolder.notWritten(target,
			new IOException("No space left on device")).getMessage());
	}

	private static List<String> names(final Path folder) throws IOException {
		try (Stream<Path> children = Files.list(folder)) {
			return children.map(child -> child.getFileName().toString()).toList();
		}
	}
}
