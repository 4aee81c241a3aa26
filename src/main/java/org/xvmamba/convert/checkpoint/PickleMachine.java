package org.xvmamba.convert.checkpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.xvmamba.UserException;

/**
 * Reads a Python pickle (protocols 2 to 5) as data. A pickle is a program for a small stack machine; here that machine has no instruction that
 * reaches outside: names are looked up in a {@link TorchVocabulary}, which refuses all but a handful, and no class is ever loaded or called.
 * <p>
 * Nothing is recursive, and the work is bounded by the number of instructions.
 */
final class PickleMachine {

	/** A checkpoint of a thousand tensors, with its optimizer's state, has about 200,000. */
	private static final int MOST_INSTRUCTIONS = 4_000_000;

	private final PickleInput input;
	private final TorchVocabulary vocabulary;
	private final List<Object> stack = new ArrayList<>();
	private final List<Integer> marks = new ArrayList<>();
	private final Map<Long, Object> memo = new HashMap<>();

	PickleMachine(final PickleInput input, final TorchVocabulary vocabulary) {
		this.input = input;
		this.vocabulary = vocabulary;
	}

	/**
	 * @return the pickled object; see {@link Checkpoint#contents()} for what it is made of
	 * @throws UserException when the pickle is damaged or asks for a name that is refused
	 */
	Object run() {
		for (int instruction = 0; instruction < MOST_INSTRUCTIONS; instruction++) {
			final int opcode = input.unsignedByte();
			if (opcode == '.') return pop();
			execute(opcode);
		}
		throw input.damaged("more than " + MOST_INSTRUCTIONS + " instructions");
	}

	private void execute(final int opcode) {
		switch (opcode) {
			case 0x80 -> input.unsignedByte(); // PROTO
			case 0x95 -> input.signedLong(); // FRAME
			case 'N', 0x88, 0x89, 'K', 'M', 'J', 'G', 0x8a -> push(plainValue(opcode));
			case 'X', 0x8c, 0x8d, 'B', 'C', 0x8e -> push(textOrBytes(opcode));
			case '}', ']', ')', 'd', 'l', 't', 0x85, 0x86, 0x87 -> push(container(opcode));
			case 's', 'u', 'a', 'e' -> fillContainer(opcode);
			case '(' -> marks.add(stack.size());
			case '0' -> pop();
			case '1' -> popToMark();
			case '2' -> push(top());
			case 'q', 'r', 0x94, 'h', 'j' -> useMemo(opcode);
			default -> useName(opcode);
		}
	}

	private Object plainValue(final int opcode) {
		return switch (opcode) {
			case 'N' -> null;
			case 0x88, 0x89 -> opcode == 0x88;
			case 'K' -> (long) input.unsignedByte();
			case 'M' -> (long) input.unsignedShort();
			case 'J' -> (long) input.signedInt();
			case 'G' -> input.bigEndianDouble();
			default -> input.integer(input.unsignedByte()); // LONG1
		};
	}

	private Object textOrBytes(final int opcode) {
		return switch (opcode) {
			case 'X' -> input.text(input.unsignedInt());
			case 0x8c -> input.text(input.unsignedByte());
			case 0x8d -> input.text(input.signedLong());
			case 'B' -> input.bytes(input.unsignedInt());
			case 'C' -> input.bytes(input.unsignedByte());
			default -> input.bytes(input.signedLong()); // BINBYTES8
		};
	}

	/** A tuple is a list here: nothing that we read depends on the difference. */
	private Object container(final int opcode) {
		return switch (opcode) {
			case '}' -> new LinkedHashMap<>();
			case ']', ')' -> new ArrayList<>();
			case 'd' -> filled(new LinkedHashMap<>(), popToMark());
			case 'l', 't' -> popToMark();
			default -> popLast(opcode - 0x84); // TUPLE1 to TUPLE3
		};
	}

	private void fillContainer(final int opcode) {
		final List<Object> items = switch (opcode) {
			case 's' -> popLast(2);
			case 'a' -> popLast(1);
			default -> popToMark();
		};
		final boolean pairs = opcode == 's' || opcode == 'u';
		if (pairs) filled(topAs(Map.class), items);
		else this.<List<Object>> cast(topAs(List.class)).addAll(items);
	}

	private Map<Object, Object> filled(final Map<?, ?> map, final List<Object> keysAndValues) {
		if (keysAndValues.size() % 2 != 0) throw input.damaged("a key without a value");
		final Map<Object, Object> target = cast(map);
		for (int i = 0; i < keysAndValues.size(); i += 2)
			target.put(key(keysAndValues.get(i)), keysAndValues.get(i + 1));
		return target;
	}

	/** A container as a key would be hashed with all that it holds: without end, where it holds itself. */
	private Object key(final Object key) {
		if (key == null || key instanceof String || key instanceof Number || key instanceof Boolean) return key;
		throw input.damaged("a key that is neither text nor a number");
	}

	private void useMemo(final int opcode) {
		switch (opcode) {
			case 'q' -> memo.put((long) input.unsignedByte(), top());
			case 'r' -> memo.put(input.unsignedInt(), top());
			case 0x94 -> memo.put((long) memo.size(), top());
			case 'h' -> push(recall(input.unsignedByte()));
			default -> push(recall(input.unsignedInt())); // LONG_BINGET
		}
	}

	private Object recall(final long index) {
		if (!memo.containsKey(index)) throw input.damaged("a reference to an unknown entry " + index);
		return memo.get(index);
	}

	private void useName(final int opcode) {
		switch (opcode) {
			case 'c' -> push(vocabulary.lookUp(input.line() + "." + input.line()));
			case 0x93 -> { // STACK_GLOBAL
				final List<Object> names = popLast(2);
				push(vocabulary.lookUp(names.get(0) instanceof String module && names.get(1) instanceof String name ? module + "." + name : "?"));
			}
			case 'Q' -> push(vocabulary.storage(pop())); // BINPERSID
			case 'R', 0x81 -> { // REDUCE, NEWOBJ
				final List<Object> call = popLast(2);
				push(vocabulary.build(call.get(0), call.get(1)));
			}
			case 'b' -> { // BUILD: the attributes of an OrderedDict (its _metadata) or of a holder of settings, which nothing here needs
				pop();
				topAs(Map.class);
			}
			default -> throw input.damaged("an instruction " + String.format("0x%02x", opcode) + " that tensors and plain containers don't need");
		}
	}

	private void push(final Object value) {
		stack.add(value);
	}

	private Object pop() {
		final Object top = top();
		stack.remove(stack.size() - 1);
		return top;
	}

	private Object top() {
		if (stack.size() <= (marks.isEmpty() ? 0 : marks.get(marks.size() - 1))) throw input.damaged("an instruction without its operand");
		return stack.get(stack.size() - 1);
	}

	private <T> T topAs(final Class<T> type) {
		if (!type.isInstance(top())) throw input.damaged("an instruction with an operand of the wrong kind");
		return type.cast(top());
	}

	private List<Object> popLast(final int count) {
		final List<Object> last = new ArrayList<>();
		for (int i = 0; i < count; i++)
			last.add(0, pop());
		return last;
	}

	private List<Object> popToMark() {
		if (marks.isEmpty()) throw input.damaged("an end of a list without its beginning");
		final List<Object> above = stack.subList(marks.remove(marks.size() - 1), stack.size());
		final List<Object> items = new ArrayList<>(above);
		above.clear();
		return items;
	}

	/** Every list and map on the stack was made here, for objects of any kind. */
	@SuppressWarnings("unchecked")
	private <T> T cast(final Object container) {
		return (T) container;
	}
}
